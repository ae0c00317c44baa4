import type { IdentityTx } from "@/db/tenant";
import type { Role } from "@/lib/core/permissions";

/** Who is asking and where, as the tables have it now. */
export type Identity = {
  org_id: string;
  org_slug: string;
  org_name: string;
  timezone: string;
  default_region: string;
  user_id: string;
  name: string;
  email: string;
  role: Role;
  /** whose leads this person may see; null: everybody's */
  sees: string[] | null;
  /** of the session or the key */
  id: string;
  scopes: string[];
  expires_at: Date | null;
};

const person = (tx: IdentityTx) => tx.sql`
  o.id as org_id, o.slug as org_slug, o.name as org_name, o.timezone, o.default_region,
  m.user_id, m.name, m.email, m.role,
  case when m.role = 'rep' and m.visibility <> 'all' then array(
    select s.user_id::text from memberships s where s.org_id = m.org_id
      and (s.user_id = m.user_id or (m.visibility = 'team' and s.team_id = m.team_id)) order by 1) end as sees`;

/** `x` has org_id and user_id: only an active member of a live account is left. */
export const standing = (tx: IdentityTx) => tx.sql`
  join memberships m on m.org_id = x.org_id and m.user_id = x.user_id and m.active
  join users u on u.id = x.user_id and u.deactivated_at is null
  join organizations o on o.id = x.org_id`;

/** The person behind a session that runs, or null: revoked, over, or the member no longer active. */
export async function findSession(tx: IdentityTx, id: string, now: Date): Promise<Identity | null> {
  const [found] = await tx.sql<Identity[]>`
    select ${person(tx)}, x.id, '{}'::text[] as scopes, x.expires_at
    from sessions x ${standing(tx)} where x.id = ${id} and x.revoked_at is null and x.expires_at > ${now}`;
  return found ?? null;
}

/** The person a key acts as, or null. */
export async function findApiKey(tx: IdentityTx, hash: Uint8Array, now: Date): Promise<Identity | null> {
  const [found] = await tx.sql<Identity[]>`
    select ${person(tx)}, x.id, x.scopes, x.expires_at
    from api_keys x ${standing(tx)}
    where x.hash = ${hash} and x.revoked_at is null and (x.expires_at is null or x.expires_at > ${now})`;
  return found ?? null;
}

export type Credentials = {
  user_id: string;
  name: string;
  password_hash: string | null;
  /** where this person is an active member, the oldest first */
  organizations: { id: string; slug: string; name: string }[];
};

export async function findCredentials(tx: IdentityTx, email: string): Promise<Credentials | null> {
  const [found] = await tx.sql<Credentials[]>`
    select u.id as user_id, u.name, u.password_hash,
      coalesce((select json_agg(json_build_object('id', o.id, 'slug', o.slug, 'name', o.name) order by m.created_at, o.slug)
        from memberships m join organizations o on o.id = m.org_id where m.user_id = u.id and m.active), '[]') as organizations
    from users u where u.email = ${email} and u.deactivated_at is null`;
  return found ?? null;
}

/** Whether the house is still empty, so that the first visit may make its organization. */
export async function hasOrganization(tx: IdentityTx): Promise<boolean> {
  const rows = await tx.sql`select from organizations limit 1`;
  return rows.length > 0;
}

/** Whether the password that everybody knows opens something here. */
export async function hasDemoOrganization(tx: IdentityTx): Promise<boolean> {
  const rows = await tx.sql`select from organizations where demo limit 1`;
  return rows.length > 0;
}

/** For commands of the terminal: a member by address, in the organization named or in their only one. */
export async function listMembershipsOf(
  tx: IdentityTx,
  email: string,
): Promise<Omit<Identity, "id" | "scopes" | "expires_at">[]> {
  return tx.sql`
    select ${person(tx)} from memberships x ${standing(tx)} where u.email = ${email} order by x.created_at`;
}

/** A member as they stand now, for work they began earlier; `active` is false when they may do nothing any more. */
export async function findMember(
  tx: IdentityTx,
  orgId: string,
  userId: string,
): Promise<(Omit<Identity, "id" | "scopes" | "expires_at"> & { active: boolean }) | null> {
  const [found] = await tx.sql<(Identity & { active: boolean })[]>`
    select ${person(tx)}, m.active and u.deactivated_at is null as active
    from memberships m join users u on u.id = m.user_id join organizations o on o.id = m.org_id
    where m.org_id = ${orgId} and m.user_id = ${userId}`;
  return found ?? null;
}
