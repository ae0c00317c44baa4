import type { IdentityTx } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { defineIdentityCommand, type Visitor } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { emit } from "@/lib/events/emit";
import { hasOrganization } from "./identity-queries";
import { createOrganizationSchema } from "./schema";
import {
  insertMemberships,
  insertOrganizations,
  insertUsersIfNew,
  lockFirstVisit,
  type NewOrganization,
} from "./store";

/** A tenant and, when given, its first admin. `first`: refused as soon as there is any organization. */
export const createOrganization = defineIdentityCommand({
  name: "createOrganization",
  input: createOrganizationSchema,
  run: async (open, { first, admin, ...given }, visitor) => {
    const passwordHash = admin?.password ? await hashPassword(admin.password) : null;
    const organization = { id: newId(), ...given };
    return open(async (tx) => {
      if (first) await refuseSecondVisit(tx);
      await insertOrganizations(tx, [organization]);
      const userId = admin ? await insertAdmin(tx, organization.id, { ...admin, passwordHash }) : null;
      await emitCreated(tx, organization, userId, visitor);
      return { org_id: organization.id, slug: organization.slug, user_id: userId };
    });
  },
});

async function refuseSecondVisit(tx: IdentityTx): Promise<void> {
  await lockFirstVisit(tx);
  if (!(await hasOrganization(tx))) return;
  throw new AppError("CONFLICT", "Somebody has set this up already. Sign in, or ask an admin for an invitation.");
}

type Admin = { email: string; name: string; passwordHash: string | null };

async function insertAdmin(tx: IdentityTx, orgId: string, { email, name, passwordHash }: Admin): Promise<string> {
  const userId = newId();
  const [stored = userId] = await insertUsersIfNew(tx, [{ id: userId, email, name, password_hash: passwordHash }]);
  await insertMemberships(tx, [{ org_id: orgId, user_id: stored, name, email, role: "admin" }]);
  return stored;
}

async function emitCreated(
  tx: IdentityTx,
  { id, slug, name }: NewOrganization,
  userId: string | null,
  visitor: Visitor,
) {
  const actor = { userId, name: userId ? "first admin" : "Touchline", via: userId ? "web" : "script" };
  const subjects = { organization_id: id };
  await emit(tx, { ...visitor, orgId: id, actor }, [
    { kind: "organization.created", subjects, payload: { slug, name } },
  ]);
}
