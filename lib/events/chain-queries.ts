import type postgres from "postgres";
import { type ChainText, genesis, type Head } from "./chain-rules";

/** The one place where an event becomes text for its hash, so that sealing and verifying read the same; `e` is the event. */
export const chainColumns = `
  e.org_id::text, e.id::text, e.kind, ${utc("e.at")} as at, e.lead_id::text, e.subjects::text, e.actor_id::text, e.actor_name, e.via, e.ip,
  e.user_agent, e.request_id, encode(e.payload_hash, 'hex') as payload_hash, ${utc("e.created_at")} as created_at,
  ${utc("e.updated_at")} as updated_at, e.xid::text`;

export type Backlog = { pid: number; waiting: boolean };

/** Whether committed events wait for their place. */
export async function getBacklog(sql: postgres.ISql): Promise<Backlog> {
  const [row] = await sql<Backlog[]>`
    select pg_backend_pid() as pid, exists (select from events where position is null) as waiting`;
  if (!row) throw new Error("A SELECT without FROM gave no row");
  return row;
}

/**
 * The next events to be sealed: those that have committed, in the order of their transactions. One that commits later comes later,
 * whenever it began, and holds up nobody; what had committed before a transaction began comes before it.
 */
export async function listSealable(sql: postgres.ISql, limit: number): Promise<ChainText[]> {
  return sql.unsafe<ChainText[]>(
    `select ${chainColumns} from events e
     where e.position is null order by e.xid, e.id limit $1`,
    [limit],
    { prepare: true },
  );
}

/** The newest sealed event of an organization; the beginning of all chains when there is none. */
export async function getHeads(sql: postgres.ISql, orgIds: string[]): Promise<Map<string, Head>> {
  const rows = await sql<{ org_id: string; position: number; hash: string }[]>`
    select org_id::text, position, encode(hash, 'hex') as hash from event_heads where org_id = any (${orgIds}::uuid[])`;
  return new Map(rows.map(({ org_id, ...head }) => [org_id, head]));
}

export async function getHead(sql: postgres.TransactionSql, orgId: string): Promise<Head> {
  return (await getHeads(sql, [orgId])).get(orgId) ?? genesis;
}

export type Link = ChainText & {
  position: number;
  prev_hash: string | null;
  hash: string | null;
  /** the payload still hashes to what the event says, or was erased */
  payload_holds: boolean;
};

/** The next links of one organization's chain. */
export async function listLinks(
  sql: postgres.TransactionSql,
  orgId: string,
  after: number,
  limit: number,
): Promise<Link[]> {
  return sql.unsafe<Link[]>(
    `select ${chainColumns}, e.position, encode(e.prev_hash, 'hex') as prev_hash, encode(e.hash, 'hex') as hash,
       coalesce(p.id is not null and (p.salt is null and p.payload is null
         or sha256(p.salt || convert_to(p.payload, 'UTF8')) = e.payload_hash), false) as payload_holds
     from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id
     where e.org_id = $1 and e.position > $2 order by e.position limit $3`,
    [orgId, after, limit],
    { prepare: true },
  );
}

/** Whether something else follows from these hashes: asked only where a chain breaks. */
export async function findRivals(
  sql: postgres.TransactionSql,
  orgId: string,
  { before, found }: { before: string; found: Link },
): Promise<{ rival: boolean; followed: boolean }> {
  const [row] = await sql<{ rival: boolean; followed: boolean }[]>`
    select exists (select from events where org_id = ${orgId} and prev_hash = decode(${before}, 'hex') and id <> ${found.id} and position is not null) as rival,
      exists (select from events where org_id = ${orgId} and prev_hash = decode(${found.hash ?? ""}, 'hex'))
        or exists (select from event_heads where org_id = ${orgId} and hash = decode(${found.hash ?? ""}, 'hex')) as followed`;
  return row ?? { rival: false, followed: false };
}

// Function declarations are hoisted above the constant that uses this one.
function utc(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
