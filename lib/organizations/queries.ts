import type { OrgTx } from "@/db/tenant";
import type { Visibility } from "@/lib/accounts/schema";
import { invalid, notFound } from "@/lib/core/errors";
import type { Role } from "@/lib/core/permissions";
import type { Invitation, Privacy } from "./schema";

/** Links that still work, the newest first. */
export async function listInvitations(tx: OrgTx, now: Date): Promise<Invitation[]> {
  const rows = await tx.sql<(Omit<Invitation, "created_at" | "expires_at"> & { created_at: Date; expires_at: Date })[]>`
    select i.id, i.email, i.role, json_build_object('id', m.user_id, 'name', m.name) as invited_by, i.created_at, i.expires_at
    from invitations i join memberships m on m.user_id = i.invited_by
    where i.accepted_at is null and i.revoked_at is null and i.expires_at > ${now}
    order by i.created_at desc, i.id`;
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }));
}

export type Membership = { user_id: string; name: string; email: string; role: Role; active: boolean };
export type Standing = Pick<Membership, "role" | "active"> & { visibility: Visibility; team_id: string | null };

export async function findMemberByEmail(tx: OrgTx, email: string): Promise<Membership | null> {
  const [found] = await tx.sql<Membership[]>`
    select user_id, name, email, role, active from memberships where email = ${email}`;
  return found ?? null;
}

export async function isActiveMember(tx: OrgTx, userId: string): Promise<boolean> {
  const rows = await tx.sql`select from memberships where user_id = ${userId} and active`;
  return rows.length > 0;
}

/** Whoever gets a lead must be able to work on it: INVALID for a member who was deactivated, NOT_FOUND for nobody of ours. */
export async function requireActiveMember(tx: OrgTx, userId: string): Promise<void> {
  const [member] = await tx.sql<{ name: string; active: boolean }[]>`
    select name, active from memberships where user_id = ${userId}`;
  if (!member) throw notFound("member");
  if (!member.active) throw invalid("owner_id", `${member.name} is no longer an active member. Choose somebody else.`);
}

/** What colleagues see of this person's looking and writing. */
export async function getPrivacy(tx: OrgTx, userId: string): Promise<Privacy> {
  const [row] = await tx.sql<Privacy[]>`select shows_looking, shows_writing from memberships where user_id = ${userId}`;
  return row ?? { shows_looking: true, shows_writing: true };
}
