import type { OrgTx } from "@/db/tenant";
import type { DuplicateReason } from "./schema";

export type NewPair = { leadId: string; otherId: string; score: number; reasons: DuplicateReason[] };

/** Pairs that may be one person. What somebody said not to be one stays said; what was merged stays merged. Returns how many are new. */
export async function upsertPairs(tx: OrgTx, list: NewPair[], at: Date): Promise<number> {
  if (list.length === 0) return 0;
  const column = <T>(pick: (one: NewPair) => T) => list.map(pick);
  const rows = await tx.sql<{ added: boolean }[]>`
    insert into duplicate_pairs as d (lead_id, other_id, score, reasons, created_at, updated_at)
    select distinct on (1, 2) least(p.lead_id, p.other_id), greatest(p.lead_id, p.other_id), p.score, string_to_array(p.reasons, ','), ${at}::timestamptz, ${at}::timestamptz
    from unnest(${column((p) => p.leadId)}::uuid[], ${column((p) => p.otherId)}::uuid[], ${column((p) => p.score)}::real[],
      ${column((p) => p.reasons.join(","))}::text[]) as p(lead_id, other_id, score, reasons) order by 1, 2
    on conflict (org_id, lead_id, other_id) do update set score = excluded.score, reasons = excluded.reasons, updated_at = excluded.updated_at
      where d.state = 'open' and (d.score, d.reasons) is distinct from (excluded.score, excluded.reasons)
    returning xmax = 0 as added`;
  return rows.filter((row) => row.added).length;
}

/** "Not a duplicate", from now on: for pairs that are listed and for those nobody found yet. Returns the pairs' ids. */
export async function dismissPairs(tx: OrgTx, list: NewPair[], by: string, at: Date): Promise<string[]> {
  if (list.length === 0) return [];
  const column = <T>(pick: (one: NewPair) => T) => list.map(pick);
  const rows = await tx.sql<{ id: string }[]>`
    insert into duplicate_pairs as d (lead_id, other_id, score, reasons, state, decided_by, decided_at, created_at, updated_at)
    select distinct on (1, 2) least(p.lead_id, p.other_id), greatest(p.lead_id, p.other_id), p.score, string_to_array(p.reasons, ','), 'dismissed', ${by}::uuid,
      ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
    from unnest(${column((p) => p.leadId)}::uuid[], ${column((p) => p.otherId)}::uuid[], ${column((p) => p.score)}::real[],
      ${column((p) => p.reasons.join(","))}::text[]) as p(lead_id, other_id, score, reasons)
    join leads l on l.id = p.other_id order by 1, 2
    on conflict (org_id, lead_id, other_id) do update set state = 'dismissed', decided_by = excluded.decided_by, decided_at = excluded.decided_at,
      updated_at = excluded.updated_at where d.state = 'open'
    returning id`;
  return rows.map((row) => row.id);
}

/** Whether the pair was open until now. */
export async function updateDismissed(tx: OrgTx, id: string, by: string, at: Date): Promise<boolean> {
  const rows = await tx.sql`
    update duplicate_pairs set state = 'dismissed', decided_by = ${by}, decided_at = ${at}, updated_at = ${at} where id = ${id} and state = 'open' returning id`;
  return rows.length > 0;
}
