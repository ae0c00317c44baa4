import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { PageInput } from "@/lib/core/schema";
import type { Before } from "@/lib/lead-intake/schema";
import { displayName } from "@/lib/leads/rules";
import type { Done } from "./rules";
import type { KeptLead, KeptPage } from "./schema";

/** The next leads that an import created or changed and that were not looked at yet, in the order of their ids. */
export async function listDone(tx: OrgTx, importId: string, limit: number): Promise<Done[]> {
  const rows = await tx.sql<{ lead_id: string; created: boolean; version_after: number; before: (Before | null)[] }[]>`
    select lead_id, bool_or(outcome = 'created') as created, max(version_after) as version_after, jsonb_agg(before order by number) as before
    from import_rows where import_id = ${importId} and outcome in ('created', 'updated') and undo is null
    group by lead_id order by lead_id limit ${limit}`;
  return rows.map((row) => ({
    leadId: row.lead_id,
    created: row.created,
    versionAfter: row.version_after,
    before: row.before.flatMap((one) => one ?? []),
  }));
}

/**
 * Which of these leads somebody touched after the import had stored their last row: contacted, moved, handed over, wrote a note about,
 * put a stakeholder beside or enrolled. What was before the import, or came of it by itself, is no touch since.
 */
export async function listTouched(tx: OrgTx, importId: string, ids: string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    with done as (select lead_id as id, max(created_at) as at, case when bool_or(outcome = 'created') then '-infinity' else max(created_at) end as since
      from import_rows
      where import_id = ${importId} and lead_id = any (${ids}::uuid[]) and outcome in ('created', 'updated') group by lead_id)
    select id as lead_id from done d
    where exists (select from communications c where c.lead_id = d.id and c.source <> 'import'
        and greatest(c.created_at, c.sent_at, c.replied_at) > d.since)
      or exists (select from lead_assignments a where a.lead_id = d.id and a.at > d.at)
      or exists (select from lead_status_history h where h.lead_id = d.id and h.at > d.at)
      or exists (select from notes n where n.lead_id = d.id and n.deleted_at is null and greatest(n.created_at, n.edited_at) > d.since)
      or exists (select from lead_contacts k where k.lead_id = d.id and k.updated_at > d.since)
      or exists (select from lead_sequence_enrollments e where e.lead_id = d.id and e.created_at > d.since
        and not exists (select from sequence_triggerings t where t.lead_id = d.id and t.enrollment_id = e.id))`;
  return new Set(rows.map((row) => row.lead_id));
}

/** The leads of an import that stayed when it was undone, since somebody had touched them, in the order of their ids. */
export async function listKept(tx: OrgTx, importId: string, { limit, cursor }: PageInput): Promise<KeptPage> {
  const after = decodeCursor("kept", cursor, "text");
  const rows = await tx.sql<
    {
      lead_id: string;
      outcome: KeptLead["outcome"];
      first_name: string | null;
      last_name: string | null;
      email: string | null;
    }[]
  >`
    select distinct on (r.lead_id) r.lead_id, r.outcome, l.first_name, l.last_name, l.email
    from import_rows r join leads l on l.org_id = r.org_id and l.id = r.lead_id
    where r.import_id = ${importId} and r.undo = 'kept' and (${after === null} or r.lead_id > ${after?.[1] ?? null}::uuid)
    order by r.lead_id, r.number limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(({ lead_id, outcome, ...names }) => ({ lead_id, outcome, name: displayName(names) })),
    next_cursor: rows.length > limit && last ? encodeCursor("kept", ["", last.lead_id]) : null,
  };
}
