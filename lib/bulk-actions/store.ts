import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { LeadCondition } from "@/lib/filters/rules";
import { holdTags } from "@/lib/tags/store";
import type { BulkDetails, BulkState, KeptChoice } from "./schema";

type NewBulkAction = { id: string; details: BulkDetails; chosen: KeptChoice; total: number };

export async function insertBulkAction(tx: OrgTx, ctx: Context, one: NewBulkAction): Promise<void> {
  const { action, ...details } = one.details;
  const state = "listed" in one.chosen ? "running" : "collecting";
  await tx.sql`
    insert into bulk_actions (id, started_by, action, details, chosen, state, total, created_at, updated_at)
    values (${one.id}, ${ctx.actor.userId}, ${action}, ${JSON.stringify(details)}::text::jsonb, ${JSON.stringify(one.chosen)}::text::jsonb,
      ${state}, ${one.total}, ${ctx.now}, ${ctx.now})`;
}

/** A line for each id, in their order; of those that are not here, what came of it stands at once. Returns how many are not. */
export async function insertListedRows(
  tx: OrgTx,
  bulkActionId: string,
  ids: string[],
  missing: string,
  at: Date,
): Promise<number> {
  const [row] = await tx.sql<{ missing: number }[]>`
    with asked as (select id, min(place) as place from unnest(${ids}::uuid[]) with ordinality as u(id, place) group by id),
    added as (
      insert into bulk_action_rows (bulk_action_id, position, lead_id, asked_for, outcome, reason, done_at, created_at, updated_at)
      select ${bulkActionId}, row_number() over (order by a.place), l.id, case when l.id is null then a.id::text end,
        case when l.id is null then 'refused' end, case when l.id is null then ${missing} end, case when l.id is null then ${at}::timestamptz end, ${at}, ${at}
      from asked a left join leads l on l.id = a.id and l.deleted_at is null
      returning lead_id)
    select count(*)::int as missing from added where lead_id is null`;
  return row?.missing ?? 0;
}

/** The next leads that the filter finds behind an id, up to those that were there when it began. */
export async function insertFoundRows(
  tx: OrgTx,
  one: { id: string; collectedTo: string | null; total: number; except: string[]; before: Date; limit: number },
  filter: LeadCondition,
): Promise<{ added: number; last: string | null }> {
  const params: string[] = [...filter.params];
  const put = (value: string) => `$${params.push(value)}::text`;
  const behind = one.collectedTo ? `and l.id > ${put(one.collectedTo)}::uuid` : "";
  const rows = await tx.sql.unsafe<{ lead_id: string }[]>(
    `insert into bulk_action_rows (bulk_action_id, position, lead_id)
     select ${put(one.id)}::uuid, ${put(String(one.total))}::int + row_number() over (order by f.id), f.id from (
       select l.id from leads l where ${filter.where} ${behind} and l.created_at <= ${put(one.before.toISOString())}::timestamptz
         and not (l.id = any (${put(`{${one.except.join(",")}}`)}::uuid[])) order by l.id limit ${one.limit}) f
     order by f.id returning lead_id`,
    params,
  );
  return { added: rows.length, last: rows.at(-1)?.lead_id ?? null };
}

type Standing = Partial<{
  state: BulkState;
  collected_to: string;
  total: number;
  changed: number;
  unchanged: number;
  refused: number;
  finished_at: Date;
  ended_by: string;
  failure: string;
  undo_entry_id: string;
  undo_state: "running" | "done" | "failed";
  undo_started_at: Date;
  undo_finished_at: Date;
  restored: number;
  kept: number;
}>;

/** Writes how far a change of many leads has come. */
export async function updateBulkAction(tx: OrgTx, id: string, standing: Standing, at: Date): Promise<void> {
  await tx.sql`update bulk_actions set ${tx.sql({ ...standing, updated_at: at })} where id = ${id}`;
}

export type RowOutcome = {
  id: string;
  outcome: "changed" | "unchanged" | "refused";
  reason: string | null;
  before: unknown;
  version_after: number | null;
};

/** What came of these rows; a row that is done is refused by the database. */
export async function updateOutcomes(tx: OrgTx, rows: RowOutcome[], at: Date): Promise<void> {
  await tx.sql`
    update bulk_action_rows r set outcome = o.outcome, reason = o.reason, before = o.before, version_after = o.version_after,
      done_at = ${at}, updated_at = ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as o(id uuid, outcome text, reason text, before jsonb, version_after int)
    where r.id = o.id`;
}

export type UndoneRow = { id: string; outcome: "restored" | "kept"; reason: string | null };

/** What became of each row when the change was taken back. */
export async function updateUndone(tx: OrgTx, rows: UndoneRow[], at: Date): Promise<void> {
  await tx.sql`
    update bulk_action_rows r set undo_outcome = o.outcome, undo_reason = o.reason, updated_at = ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as o(id uuid, outcome text, reason text) where r.id = o.id`;
}

/** Puts these tags on a lead, made where there are none by that name. */
export async function addTags(tx: OrgTx, leadId: string, tags: { id: string; name: string }[]): Promise<void> {
  const held = await holdTags(
    tx,
    tags.map((tag) => tag.name),
  );
  await tx.sql`
    insert into lead_tags (lead_id, tag_id) select ${leadId}, id from unnest(${held.map((tag) => tag.id)}::uuid[]) as id order by id
    on conflict (org_id, lead_id, tag_id) do nothing`;
}

export async function removeTags(tx: OrgTx, leadId: string, tags: { id: string }[]): Promise<void> {
  await tx.sql`delete from lead_tags where lead_id = ${leadId} and tag_id = any (${tags.map((tag) => tag.id)}::uuid[])`;
}
