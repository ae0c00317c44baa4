import type { IdentityTx, OrgTx } from "@/db/tenant";
import type { Role } from "@/lib/core/permissions";
import { plusSeconds } from "@/lib/core/time";

/** Every process forgets at commit what it remembers about sessions, roles and keys. */
export const forgetIdentities = (tx: IdentityTx | OrgTx) => tx.sql`select pg_notify('touchline_identity', '')`;

export type NewOrganization = {
  id: string;
  slug: string;
  name: string;
  timezone: string;
  default_region: string;
  base_currency: string;
  demo: boolean;
};

export async function insertOrganizations(tx: IdentityTx, rows: NewOrganization[]): Promise<void> {
  await tx.sql`insert into organizations ${tx.sql(rows)}`;
}

/** Two first visits at once: the second waits here and then finds an organization. */
export async function lockFirstVisit(tx: IdentityTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('first visit', 7))`;
}

export type NewUser = { id: string; email: string; name: string; password_hash: string | null };

/** Users by address; who is there already stays as they are. Returns the ids in the order of the rows. */
export async function insertUsersIfNew(tx: IdentityTx, rows: NewUser[]): Promise<string[]> {
  await tx.sql`insert into users ${tx.sql(rows)} on conflict (email) do nothing`;
  const found = await tx.sql<{ id: string; email: string }[]>`
    select id, email from users where email = any(${rows.map((row) => row.email)})`;
  const ids = new Map(found.map((row) => [row.email, row.id]));
  return rows.map((row) => ids.get(row.email) ?? row.id);
}

export type NewMembership = { org_id: string; user_id: string; name: string; email: string; role: Role };

export async function insertMemberships(tx: IdentityTx, rows: NewMembership[]): Promise<void> {
  await tx.sql`insert into memberships ${tx.sql(rows)}`;
}

export type NewSession = {
  org_id: string;
  id: string;
  user_id: string;
  device: string;
  ip: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
};

export async function insertSessions(tx: IdentityTx, rows: NewSession[]): Promise<void> {
  await tx.sql`insert into sessions ${tx.sql(rows)}`;
}

/** Ends these sessions where they still run; returns the ids of those that did. */
export async function revokeSessions(tx: OrgTx, ids: string[], now: Date): Promise<string[]> {
  const ended = await tx.sql<{ id: string }[]>`
    update sessions set revoked_at = ${now}, updated_at = ${now} where id = any(${ids}) and revoked_at is null returning id`;
  await forgetIdentities(tx);
  return ended.map((row) => row.id);
}

/** Ends every session of a person, in all organizations, except perhaps the one they are using. */
export async function revokeSessionsOf(tx: IdentityTx, userId: string, now: Date, except?: string): Promise<number> {
  const ended = await tx.sql`
    update sessions set revoked_at = ${now}, updated_at = ${now}
    where user_id = ${userId} and revoked_at is null and id is distinct from ${except ?? null}`;
  await forgetIdentities(tx);
  return ended.count;
}

/** "Last seen", to the minute: not a write per request. */
export async function touchSession(tx: IdentityTx, id: string, now: Date): Promise<void> {
  await tx.sql`update sessions set last_seen_at = ${now} where id = ${id} and last_seen_at < ${plusSeconds(now, -60)}`;
}

export async function touchApiKey(tx: IdentityTx, id: string, now: Date): Promise<void> {
  await tx.sql`update api_keys set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at < ${plusSeconds(now, -60)})`;
}

export type NewApiKey = {
  id: string;
  user_id: string;
  name: string;
  hash: Uint8Array;
  prefix: string;
  scopes: string[];
  expires_at: Date | null;
  created_at: Date;
};

export async function insertApiKeys(tx: OrgTx, rows: NewApiKey[]): Promise<void> {
  for (const row of rows) await tx.sql`insert into api_keys ${tx.sql(row)}`;
}

export async function revokeApiKeys(tx: OrgTx, ids: string[], now: Date): Promise<string[]> {
  const ended = await tx.sql<{ id: string }[]>`
    update api_keys set revoked_at = ${now}, updated_at = ${now} where id = any(${ids}) and revoked_at is null returning id`;
  await forgetIdentities(tx);
  return ended.map((row) => row.id);
}

export type Tries = { count: number; window_ends_at: Date };

/** Counts one try for each subject before it is made, so that a hundred at once cannot all be the first. */
export async function countTries(
  tx: IdentityTx,
  subjects: string[],
  now: Date,
  ends: Date,
): Promise<Map<string, Tries>> {
  const rows = await tx.sql<(Tries & { subject: string })[]>`
    insert into sign_in_attempts as a (subject, count, window_ends_at)
    select subject, 1, ${ends} from unnest(${subjects}::text[]) as given(subject) order by subject
    on conflict (subject) do update set
      count = case when a.window_ends_at <= ${now} then 1 else a.count + 1 end,
      window_ends_at = case when a.window_ends_at <= ${now} then excluded.window_ends_at else a.window_ends_at end
    returning subject, count, window_ends_at`;
  return new Map(rows.map((row) => [row.subject, row]));
}

/** After a success: the account's tries are forgotten, the address gets its one back, what is over goes. */
export async function forgiveTries(tx: IdentityTx, account: string, address: string | null, now: Date): Promise<void> {
  await tx.sql`delete from sign_in_attempts where subject = ${account} or window_ends_at < ${now}`;
  if (address) await tx.sql`update sign_in_attempts set count = count - 1 where subject = ${address} and count > 0`;
}
