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

/** Which of these leads somebody contacted, moved or handed over since an import that ended at `since`. */
export async function listTouched(tx: OrgTx, ids: string[], since: Date): Promise<Set<string>> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    select lead_id from communications where lead_id = any (${ids}::uuid[]) and source <> 'import'
    union select lead_id from lead_assignments where lead_id = any (${ids}::uuid[]) and created_at > ${since}
    union select lead_id from lead_status_history where lead_id = any (${ids}::uuid[]) and created_at > ${since}`;
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
