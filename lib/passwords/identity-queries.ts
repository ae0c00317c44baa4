import type { IdentityTx } from "@/db/tenant";
import { standing } from "@/lib/accounts/identity-queries";

export type OpenReset = { id: string; org_id: string; user_id: string; name: string; email: string };

/** A reset link that still works, or null. */
export async function findPasswordReset(tx: IdentityTx, hash: Uint8Array, now: Date): Promise<OpenReset | null> {
  const [found] = await tx.sql<OpenReset[]>`
    select x.id, x.org_id, m.user_id, m.name, m.email
    from password_resets x ${standing(tx)}
    where x.token_hash = ${hash} and x.used_at is null and x.expires_at > ${now}`;
  return found ?? null;
}

/** Whether this person is a member of any other organization: no admin of one may then take over the account. */
export async function belongsElsewhere(tx: IdentityTx, userId: string, orgId: string): Promise<boolean> {
  const rows =
    await tx.sql`select from memberships where user_id = ${userId} and org_id <> ${orgId} and active limit 1`;
  return rows.length > 0;
}

export type Account = { id: string; name: string; email: string; password_hash: string | null };

export async function findAccount(tx: IdentityTx, id: string): Promise<Account | null> {
  const [found] = await tx.sql<Account[]>`
    select id, name, email, password_hash from users where id = ${id} and deactivated_at is null`;
  return found ?? null;
}

/** An active member of this organization, or null. */
export async function findMember(
  tx: IdentityTx,
  orgId: string,
  userId: string,
): Promise<{ name: string; email: string } | null> {
  const [found] = await tx.sql<{ name: string; email: string }[]>`
    select m.name, m.email from memberships x ${standing(tx)} where x.org_id = ${orgId} and x.user_id = ${userId}`;
  return found ?? null;
}
