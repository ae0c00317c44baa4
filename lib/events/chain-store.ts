import type postgres from "postgres";
import type { Head, Sealed } from "./chain-rules";

/**
 * Writes a batch's positions and hashes, moves the heads and tells the listeners, in one statement: all of it or nothing, without
 * a transaction to be lost half-way. Refuses when this session is not the holder's or somebody else sealed one of them.
 */
export async function writeSeals(
  sql: postgres.Sql,
  holder: number,
  sealed: Sealed[],
  heads: ReadonlyMap<string, Head>,
): Promise<void> {
  if (sealed.length === 0) return;
  const column = <T>(pick: (one: Sealed) => T) => sealed.map(pick);
  const ends = [...heads].map(([org, head]) => ({ org, ...head, from: firstPosition(sealed, org) }));
  const hints = ends.map(({ org, from, position }) => JSON.stringify({ org, from, to: position }));
  const [row] = await sql<{ written: number }[]>`
    with written as (
      update events e set position = s.position, prev_hash = decode(s.prev_hash, 'hex'), hash = decode(s.hash, 'hex')
      from unnest(${column((s) => s.org_id)}::uuid[], ${column((s) => s.id)}::uuid[], ${column((s) => s.position)}::bigint[],
        ${column((s) => s.prev_hash)}::text[], ${column((s) => s.hash)}::text[]) as s(org_id, id, position, prev_hash, hash)
      where e.org_id = s.org_id and e.id = s.id and pg_backend_pid() = ${holder}
      returning 1),
    moved as (
      insert into event_heads (org_id, position, hash)
      select h.org_id, h.position, decode(h.hash, 'hex')
      from unnest(${ends.map((h) => h.org)}::uuid[], ${ends.map((h) => h.position)}::bigint[], ${ends.map((h) => h.hash)}::text[]) as h(org_id, position, hash)
      where pg_backend_pid() = ${holder}
      on conflict (org_id) do update set position = excluded.position, hash = excluded.hash
      returning org_id)
    select (select count(*)::int from written) as written,
      (select count(pg_notify('touchline_live', hint)) from unnest(${hints}::text[]) as hint where exists (select from moved))`;
  if (row?.written !== sealed.length)
    throw new Error(`${row?.written} of ${sealed.length} events were sealed: the session was lost`);
}

const firstPosition = (sealed: Sealed[], org: string) => sealed.find((one) => one.org_id === org)?.position ?? 0;
