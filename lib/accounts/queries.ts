import type { OrgTx } from "@/db/tenant";
import type { ApiKey, Member, Session } from "./schema";

type Dated<T, K extends keyof T> = { [P in keyof T]: P extends K ? Date | Extract<T[P], null> : T[P] };

/** Everybody who is or was a member, admins first. */
export async function listMembers(tx: OrgTx): Promise<Member[]> {
  const rows = await tx.sql<Dated<Member, "joined_at" | "last_seen_at">[]>`
    select m.user_id, m.name, m.email, m.role, m.active, m.visibility, t.name as team, m.created_at as joined_at,
      (select max(s.last_seen_at) from sessions s where s.user_id = m.user_id) as last_seen_at
    from memberships m left join teams t on t.org_id = m.org_id and t.id = m.team_id order by m.active desc, array_position(array['admin', 'manager', 'rep'], m.role), m.name, m.user_id`;
  return rows.map((row) => ({ ...row, joined_at: iso(row.joined_at), last_seen_at: isoOrNull(row.last_seen_at) }));
}

/** The teams by name. */
export const listTeams = (tx: OrgTx) =>
  tx.sql<{ id: string; name: string }[]>`select id, name from teams order by name`;

/** Sessions that run, the last used first; of one person when `userId` is given. */
export async function listSessions(tx: OrgTx, { now, userId }: { now: Date; userId?: string }): Promise<Session[]> {
  const rows = await tx.sql<Dated<Session, "created_at" | "last_seen_at" | "expires_at">[]>`
    select s.id, json_build_object('id', m.user_id, 'name', m.name) as user, s.device, s.ip,
      s.created_at, s.last_seen_at, s.expires_at
    from sessions s join memberships m on m.user_id = s.user_id
    where s.revoked_at is null and s.expires_at > ${now} and (${userId ?? null}::uuid is null or s.user_id = ${userId ?? null})
    order by s.last_seen_at desc, s.id`;
  return rows.map((row) => ({
    ...row,
    created_at: iso(row.created_at),
    last_seen_at: iso(row.last_seen_at),
    expires_at: iso(row.expires_at),
  }));
}

/** Keys that were not revoked, expired ones too, the newest first; of one person when `userId` is given. */
export async function listApiKeys(tx: OrgTx, { userId }: { userId?: string } = {}): Promise<ApiKey[]> {
  const rows = await tx.sql<Dated<ApiKey, "created_at" | "last_used_at" | "expires_at">[]>`
    select k.id, k.name, k.prefix, json_build_object('id', m.user_id, 'name', m.name) as user, k.scopes,
      k.created_at, k.last_used_at, k.expires_at
    from api_keys k join memberships m on m.user_id = k.user_id
    where k.revoked_at is null and (${userId ?? null}::uuid is null or k.user_id = ${userId ?? null})
    order by k.created_at desc, k.id`;
  return rows.map((row) => ({
    ...row,
    created_at: iso(row.created_at),
    last_used_at: isoOrNull(row.last_used_at),
    expires_at: isoOrNull(row.expires_at),
  }));
}

const iso = (at: Date) => at.toISOString();
const isoOrNull = (at: Date | null) => at?.toISOString() ?? null;
