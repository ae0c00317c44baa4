import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { type EntryRow, entryColumns, entryJoins, toEntry } from "@/lib/dnc/queries";
import type { DncRemoval, DncStep, OpenRemoval } from "./schema";

type RemovalRow = Omit<DncRemoval, "requested_at" | "decided_at"> & { requested_at: Date; decided_at: Date | null };

const removalColumns = `
  r.id, r.entry_id, r.reason, jsonb_build_object('id', r.requested_by, 'name', a.name) as requested_by, r.created_at as requested_at,
  r.decision, case when r.decided_by is not null then jsonb_build_object('id', r.decided_by, 'name', b.name) end as decided_by,
  r.decided_at, r.decision_reason`;
const removalJoins = `
  join memberships a on a.org_id = r.org_id and a.user_id = r.requested_by
  left join memberships b on b.org_id = r.org_id and b.user_id = r.decided_by`;

const toRemoval = ({ requested_at, decided_at, ...row }: RemovalRow): DncRemoval => ({
  ...row,
  requested_at: requested_at.toISOString(),
  decided_at: decided_at?.toISOString() ?? null,
});

export async function getRemoval(tx: OrgTx, id: string): Promise<DncRemoval> {
  const [row] = await tx.sql<RemovalRow[]>`
    select ${tx.sql.unsafe(removalColumns)} from dnc_removals r ${tx.sql.unsafe(removalJoins)} where r.id = ${id}`;
  if (!row) throw notFound("request");
  return toRemoval(row);
}

type LockedEntry = { id: string; revoked: boolean };

/** The entry, locked until the commit; NOT_FOUND when it is not here. */
export async function lockEntry(tx: OrgTx, id: string): Promise<LockedEntry> {
  const [row] = await tx.sql<LockedEntry[]>`
    select id, revoked_at is not null as revoked from dnc_entries where id = ${id} for no key update`;
  if (!row) throw notFound("entry");
  return row;
}

/** The request of this entry that waits for a decision. */
export async function findOpenRemoval(
  tx: OrgTx,
  entryId: string,
): Promise<{ id: string; requested_by: string; reason: string } | null> {
  const [row] = await tx.sql<{ id: string; requested_by: string; reason: string }[]>`
    select id, requested_by, reason from dnc_removals where entry_id = ${entryId} and decision is null`;
  return row ?? null;
}

/** Requests that wait for a second person, the oldest first; at most 200. */
export async function listOpenRemovals(tx: OrgTx): Promise<OpenRemoval[]> {
  const rows = await tx.sql<(RemovalRow & { entry: string })[]>`
    select ${tx.sql.unsafe(removalColumns)} from dnc_removals r ${tx.sql.unsafe(removalJoins)}
    where r.decision is null order by r.created_at, r.id limit 200`;
  const ids = rows.map((row) => row.entry_id);
  const entries = await tx.sql<EntryRow[]>`
    select ${tx.sql.unsafe(entryColumns)} from dnc_entries e ${tx.sql.unsafe(entryJoins)} where e.id = any (${ids}::uuid[])`;
  const byId = new Map(entries.map((row) => [row.id, toEntry(row)]));
  return rows.flatMap((row) => {
    const entry = byId.get(row.entry_id);
    return entry ? [{ ...toRemoval(row), entry }] : [];
  });
}

/** The life of an entry, in order: added, what was asked and decided, how it ended. NOT_FOUND when it is not here. */
export async function listSteps(tx: OrgTx, entryId: string): Promise<DncStep[]> {
  const rows = await tx.sql<(Omit<DncStep, "at"> & { at: Date })[]>`
    with e as (select * from dnc_entries where id = ${entryId}),
    steps(what, at, user_id, reason, place) as (
      select 'added', created_at, added_by, reason, 0 from e
      union all select 'requested', r.created_at, r.requested_by, r.reason, 1 from dnc_removals r where r.entry_id = ${entryId}
      union all select r.decision, r.decided_at, r.decided_by, r.decision_reason, 2 from dnc_removals r where r.entry_id = ${entryId} and r.decision is not null
      union all select v.decision, v.created_at, v.reviewed_by, v.reason, 1 from dnc_reviews v where v.entry_id = ${entryId}
      union all select case when revoked_by is null then 'ended' else 'removed' end, revoked_at, null::uuid, revoked_reason, 3 from e where revoked_at is not null)
    select s.what, s.at, case when s.user_id is not null then jsonb_build_object('id', s.user_id, 'name', m.name) end as by, s.reason
    from steps s left join memberships m on m.org_id = current_org_id() and m.user_id = s.user_id order by s.at, s.place`;
  if (rows.length === 0) throw notFound("entry");
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
