import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { leadCondition } from "@/lib/filters/rules";
import { filterSchema } from "@/lib/filters/schema";
import { triggerProblem } from "@/lib/sequences/queries";
import type { Sequence } from "@/lib/sequences/schema";
import type { ActiveTrigger } from "@/lib/sequences/trigger-schema";
import type { Triggering, TriggeringPage } from "./schema";

/** A sequence that runs and enrolls people by itself, and in whose name. */
export type Switched = {
  id: string;
  trigger: ActiveTrigger;
  since: Date;
  problem: Sequence["trigger_problem"];
  user_id: string;
  user_name: string;
};
export type Cause = { lead_id: string; cause_id: string };

export const listSwitched = (tx: OrgTx) => tx.sql<Switched[]>`
  select s.id, s.trigger, s.trigger_since as since, ${triggerProblem(tx)} as problem, m.user_id, m.name as user_name from nurture_sequences s
  join memberships m on m.org_id = s.org_id and m.user_id = s.created_by
  where s.state = 'active' and s.trigger is not null and s.trigger_since is not null order by s.id`;

/** Which leads sealed events behind a position are about, as far as one turn looks; an import tells of the leads of its rows. */
export async function listNews(tx: OrgTx, after: number, events: number, leads: number) {
  const rows = await tx.sql<{ position: number; lead_ids: string[] }[]>`
    select e.position, case
        when e.kind = 'import.created' then array(select r.lead_id from import_rows r where r.import_id = (e.subjects->>'import_id')::uuid
          and r.number between (e.subjects->>'first_row')::int and (e.subjects->>'last_row')::int and r.lead_id is not null)
        when e.lead_id is not null and e.kind not like 'enrollment.%' then array[e.lead_id] else '{}' end as lead_ids
    from events e where e.org_id = current_org_id() and e.position > ${after} order by e.position limit ${events}`;
  const ids = new Set<string>();
  let taken = 0;
  for (const row of rows) {
    if (taken > 0 && ids.size + row.lead_ids.length > leads) break;
    for (const id of row.lead_ids) ids.add(id);
    taken += 1;
  }
  return {
    ids: [...ids],
    position: rows[taken - 1]?.position ?? after,
    more: taken < rows.length || rows.length === events,
  };
}

/** What of these leads is a cause for a sequence and was none before: each is one row of what happened. */
export async function listCauses(tx: OrgTx, one: Switched, ids: string[], ctx: Context): Promise<Cause[]> {
  const { trigger, since } = one;
  if (ids.length === 0) return [];
  switch (trigger.kind) {
    case "status_changed":
      return fresh(
        tx,
        one,
        tx.sql`
        select h.lead_id, h.id as cause_id from lead_status_history h where h.lead_id = any (${ids}::uuid[]) and h.at >= ${since}
          and h.to_status = any (${trigger.to}::text[]) and h.merged_from is null and h.from_status is not null`,
      );
    case "tag_added":
      return fresh(
        tx,
        one,
        tx.sql`
        select t.lead_id, t.id as cause_id from lead_tags t join tags g on g.org_id = t.org_id and g.id = t.tag_id and g.name = ${trigger.tag}
        where t.lead_id = any (${ids}::uuid[]) and t.created_at >= ${since}`,
      );
    case "segment_entered":
      return listEntered(tx, one, trigger.segment_id, ids, ctx);
    default:
      return fresh(
        tx,
        one,
        tx.sql`
        select l.id as lead_id, l.id as cause_id from leads l where l.id = any (${ids}::uuid[]) and l.created_at >= ${since}
          and (${trigger.kind} = 'lead_created' or (${trigger.kind} = 'imported' and l.import_id is not null)
            or (${trigger.kind} = 'api' and l.import_id is null and exists (
              select from events e where e.lead_id = l.id and e.kind = 'lead.created' and e.via = 'api')))`,
      );
  }
}

async function fresh(tx: OrgTx, { id }: Switched, found: ReturnType<OrgTx["sql"]>): Promise<Cause[]> {
  return tx.sql<Cause[]>`
    with found as (${found})
    select f.lead_id, f.cause_id from found f where not exists (select from sequence_triggerings t
      where t.sequence_id = ${id} and t.lead_id = f.lead_id and t.cause_id = f.cause_id) order by f.lead_id, f.cause_id`;
}

/** The condition of a public segment as it stands; null when it is gone or somebody keeps it to themselves. */
export async function findSegmentCondition(tx: OrgTx, segmentId: string, ctx: Context) {
  const [row] = await tx.sql<{ filter: unknown }[]>`
    select filter from segments where id = ${segmentId} and visibility = 'public'`;
  return row ? leadCondition(ctx, { filter: filterSchema.parse(row.filter) }) : null;
}

async function listEntered(tx: OrgTx, one: Switched, segmentId: string, ids: string[], ctx: Context): Promise<Cause[]> {
  const condition = await findSegmentCondition(tx, segmentId, ctx);
  if (!condition) return [];
  const { where, params } = condition;
  const at = params.length;
  return tx.sql.unsafe<Cause[]>(
    `select l.id as lead_id, new_id() as cause_id from leads l where ${where} and l.merged_into_id is null
       and l.id = any (string_to_array($${at + 1}::text, ',')::uuid[])
       and not exists (select from sequence_triggerings t where t.org_id = current_org_id() and t.sequence_id = $${at + 2}::text::uuid
         and t.lead_id = l.id and t.kind = 'segment_entered' and t.left_at is null) order by l.id`,
    [...params, ids.join(","), one.id],
  );
}

/** Leads that may have come into a segment or left it by time alone, some at a time. */
export async function listMoved(tx: OrgTx, one: Switched, segmentId: string, ctx: Context, limit: number) {
  const condition = await findSegmentCondition(tx, segmentId, ctx);
  if (!condition) return [];
  const { where, params } = condition;
  const inside = `exists (select from sequence_triggerings t where t.org_id = l.org_id and t.sequence_id = $${params.length + 1}::text::uuid
    and t.lead_id = l.id and t.kind = 'segment_entered' and t.left_at is null)`;
  const rows = await tx.sql.unsafe<{ id: string }[]>(
    `select l.id from leads l where ${where} and l.merged_into_id is null and not ${inside}
     union all
     select t.lead_id from sequence_triggerings t where t.org_id = current_org_id() and t.sequence_id = $${params.length + 1}::text::uuid
       and t.kind = 'segment_entered' and t.left_at is null
       and not exists (select from leads l where ${where} and l.id = t.lead_id) limit ${limit}`,
    [...params, one.id],
  );
  return rows.map((row) => row.id);
}

/** What causes came to in a sequence, the newest first. */
export async function listTriggerings(
  tx: OrgTx,
  {
    sequence_id,
    outcome,
    limit,
    cursor,
  }: { sequence_id: string; outcome?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<TriggeringPage> {
  const [there] = await tx.sql`select from nurture_sequences where id = ${sequence_id}`;
  if (!there) throw notFound("sequence");
  const place = decodeCursor("triggerings", cursor, "time");
  const rows = await tx.sql<(Omit<Triggering, "at"> & { at: Date })[]>`
    select t.id, t.at, t.kind, jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, 'Unnamed lead')) as lead,
      t.outcome, t.code, t.reason, t.enrollment_id
    from sequence_triggerings t join leads l on l.org_id = t.org_id and l.id = t.lead_id
    where t.sequence_id = ${sequence_id} and t.outcome <> 'known' and l.deleted_at is null
      ${outcome ? tx.sql`and t.outcome = ${outcome}` : tx.sql``}
      ${place ? tx.sql`and (t.at, t.id) < (${place[0]}::text::timestamptz, ${place[1] ?? null}::text::uuid)` : tx.sql``}
    order by t.at desc, t.id desc limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => ({ ...row, at: row.at.toISOString() })),
    next_cursor:
      rows.length > limit && last
        ? encodeCursor("triggerings", [last.at.toISOString().replace("T", " ").replace("Z", "+00"), last.id])
        : null,
  };
}
