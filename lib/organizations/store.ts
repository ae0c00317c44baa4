import type { IdentityTx, OrgTx } from "@/db/tenant";
import { forgetIdentities } from "@/lib/accounts/store";
import type { Role } from "@/lib/core/permissions";
import type { Membership, Standing } from "./queries";
import type { Privacy } from "./schema";

export type NewInvitation = {
  id: string;
  email: string;
  role: Role;
  token_hash: Uint8Array;
  invited_by: string;
  expires_at: Date;
  created_at: Date;
};

/** A new invitation makes the earlier ones to the same address worthless. */
export async function replaceInvitations(tx: OrgTx, rows: NewInvitation[], now: Date): Promise<void> {
  await tx.sql`update invitations set revoked_at = ${now}, updated_at = ${now}
    where email = any(${rows.map((row) => row.email)}) and accepted_at is null and revoked_at is null`;
  for (const row of rows) await tx.sql`insert into invitations ${tx.sql(row)}`;
}

/** The addresses of those that were still open. */
export async function revokeInvitations(tx: OrgTx, ids: string[], now: Date): Promise<string[]> {
  const ended = await tx.sql<{ email: string }[]>`
    update invitations set revoked_at = ${now}, updated_at = ${now}
    where id = any(${ids}) and accepted_at is null and revoked_at is null returning email`;
  return ended.map((row) => row.email);
}

/** False when somebody else was first, or it is over. */
export async function acceptInvitations(tx: IdentityTx, ids: string[], now: Date): Promise<boolean> {
  const used = await tx.sql`
    update invitations set accepted_at = ${now}, updated_at = ${now}
    where id = any(${ids}) and accepted_at is null and revoked_at is null and expires_at > ${now}`;
  return used.count === ids.length;
}

/** Joins, or comes back with the role of the invitation. */
export async function joinOrganization(
  tx: IdentityTx,
  orgId: string,
  member: Omit<Membership, "active">,
): Promise<void> {
  await tx.sql`
    insert into memberships ${tx.sql({ org_id: orgId, ...member })}
    on conflict (org_id, user_id) do update set active = true, role = excluded.role, updated_at = excluded.updated_at`;
  await forgetIdentities(tx);
}

/** For who was known by address but never had a password. */
export async function setFirstPassword(tx: IdentityTx, userId: string, passwordHash: string): Promise<void> {
  await tx.sql`update users set password_hash = ${passwordHash} where id = ${userId} and password_hash is null`;
}

/** The member and every active admin, locked: two admins who remove each other come one after the other. */
export async function lockMembers(
  tx: OrgTx,
  userId: string,
): Promise<{ member: (Membership & Standing) | null; admins: number }> {
  const rows = await tx.sql<(Membership & Standing)[]>`
    select user_id, name, email, role, active, visibility, team_id from memberships
    where user_id = ${userId} or (role = 'admin' and active) order by id for update`;
  const admins = rows.filter((row) => row.role === "admin" && row.active).length;
  return { member: rows.find((row) => row.user_id === userId) ?? null, admins };
}

export async function updateMember(
  tx: OrgTx,
  userId: string,
  { role, active, visibility, team_id }: Standing,
  now: Date,
) {
  await tx.sql`update memberships set role = ${role}, active = ${active}, visibility = ${visibility}, team_id = ${team_id},
    updated_at = ${now} where user_id = ${userId}`;
  if (!active) {
    await tx.sql`update sessions set revoked_at = ${now}, updated_at = ${now} where user_id = ${userId} and revoked_at is null`;
  }
  await forgetIdentities(tx);
}

/** The team of this name, made when nobody is in it yet. */
export async function findOrInsertTeam(tx: OrgTx, name: string): Promise<string> {
  await tx.sql`insert into teams (name) values (${name}) on conflict (org_id, name) do nothing`;
  const [team] = await tx.sql<{ id: string }[]>`select id from teams where name = ${name}`;
  if (!team) throw new Error("A team that was just made is there");
  return team.id;
}

/** The name everywhere this person is a member. */
export async function renameUser(tx: IdentityTx, userId: string, name: string, now: Date): Promise<void> {
  await tx.sql`update users set name = ${name}, updated_at = ${now} where id = ${userId}`;
  await tx.sql`update memberships set name = ${name}, updated_at = ${now} where user_id = ${userId}`;
  await forgetIdentities(tx);
}

/** What it was before. */
export async function updatePrivacy(tx: OrgTx, userId: string, privacy: Privacy, now: Date): Promise<Privacy> {
  const [old] = await tx.sql<Privacy[]>`
    select shows_looking, shows_writing from memberships where user_id = ${userId} for update`;
  await tx.sql`update memberships set shows_looking = ${privacy.shows_looking}, shows_writing = ${privacy.shows_writing},
    updated_at = ${now} where user_id = ${userId}`;
  return old ?? privacy;
}
