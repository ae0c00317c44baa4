import { inOrganization, type OrgTx } from "@/db/tenant";
import type { Context } from "./context";
import { translateDatabaseError } from "./database-errors";
import { AppError } from "./errors";
import { mayDo, type Permission } from "./permissions";

/**
 * The way to read: one permission, one transaction that knows its organization, plain SQL inside. What was found is answered when it is
 * found: the end of a transaction that only read can say nothing against it, and nobody waits for it.
 */
export function read<T>(ctx: Context, permission: Permission, query: (tx: OrgTx) => Promise<T>): Promise<T> {
  return new Promise((answer, refuse) => {
    requirePermission(ctx, permission);
    const transaction = inOrganization(ctx.orgId, async (tx) => answer(await query(tx)), ctx.actor.sees);
    transaction.catch((error) => refuse(translateDatabaseError(error)));
  });
}

/** FORBIDDEN when neither the role nor the key's scopes allow it. */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (mayDo(ctx.actor.role, ctx.actor.scopes, permission)) return;
  throw new AppError(
    "FORBIDDEN",
    `${ctx.actor.role === "admin" ? "An" : "A"} ${ctx.actor.role} may not do this. Ask an admin of your organization.`,
  );
}
