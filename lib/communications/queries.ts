import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { CallResult } from "./call-schema";
import type { Touch } from "./schema";

type Times = "response_at" | "occurred_at" | "created_at" | "scheduled_for" | "ended_at";
type TouchRow = Omit<Touch, Times> & {
  response_at: Date | null;
  occurred_at: Date;
  created_at: Date;
  scheduled_for: Date | null;
  ended_at: Date | null;
};

const touchColumns = `
  c.id, c.lead_id, c.channel as method, c.direction, c.subject, c.replied_at is not null as responded, c.replied_at as response_at,
  case when c.user_id is not null then jsonb_build_object('id', c.user_id, 'name', m.name) end as user,
  c.occurred_at, c.created_at, c.thread_id, t.subject as thread_subject, c.status, c.intent, c.source,
  coalesce(c.body_preview, left(regexp_replace(left(r.note, 1000), '\\s+', ' ', 'g'), 200)) as body_preview,
  case when r.id is not null then jsonb_build_object('outcome', r.outcome, 'duration_seconds', r.duration_seconds) end as call,
  c.channel in ('call', 'meeting') and exists (select from communication_transcripts x
    where x.org_id = c.org_id and x.communication_id = c.id and x.deleted_at is null) as has_transcript,
  case when c.direction = 'inbound' and c.thread_id is null and c.source <> 'inbox_sync' and c.channel not in ('call', 'meeting')
    then jsonb_build_object('class', c.reply_class, 'evidence', c.reply_evidence,
      'by', (select k.name from memberships k where k.org_id = c.org_id and k.user_id = c.reply_class_by)) end as reply,
  (select jsonb_build_object('id', w.id, 'by', case when w.user_id is not null then jsonb_build_object('id', w.user_id, 'name', coalesce(w.actor_name, '')) end, 'at', to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'text', w.body_preview)
    from communications w where w.org_id = c.org_id and w.read_as_id = c.id) as logged,
  c.scheduled_for, case when c.status in ('cancelled', 'blocked') then c.updated_at end as ended_at,
  case when c.status in ('cancelled', 'blocked') then c.error_message end as ended_reason,
  coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'code', k.code, 'other_id', k.other_communication_id, 'reason', v.reason) order by k.id)
    from collision_incidents k left join outreach_overrides v on v.org_id = k.org_id and v.id = c.override_id
    where k.org_id = c.org_id and k.communication_id = c.id), '[]') as collisions`;
const touchJoins = `
  left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
  left join call_results r on r.org_id = c.org_id and r.communication_id = c.id
  left join threads t on t.org_id = c.org_id and t.id = c.thread_id`;

// What was logged by hand and read later stands with the message. A draft is its writer's alone, and one that was thrown away never was a message.
const told = "not (c.status = 'draft' or (c.status = 'cancelled' and c.message_id is null)) and c.read_as_id is null";

export type TouchPage = { data: Touch[]; next_cursor: string | null; total: number };
export type ListTouches = { leadId: string; limit: number; cursor?: string };

/** The touches of a lead, newest first, by keyset, with how many there are. NOT_FOUND when the lead is not here. */
export async function listTouches(tx: OrgTx, { leadId, limit, cursor }: ListTouches): Promise<TouchPage> {
  const page = selectTouches(tx, { leadId, limit: limit + 1, after: decodeCursor("contacts", cursor, "time") });
  const counted = tx.sql<{ total: number }[]>`
    select (select count(*)::int from communications c where c.lead_id = l.id and ${tx.sql.unsafe(told)}) as total from leads l where l.id = ${leadId} and l.deleted_at is null`;
  const [rows, [lead]] = await Promise.all([page, counted]);
  if (!lead) throw notFound("lead");
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toTouch),
    next_cursor: rows.length > limit && last ? encodeCursor("contacts", [last.place, last.id]) : null,
    total: lead.total,
  };
}

type Window = { leadId: string; limit: number; after: [string, string] | null };

async function selectTouches(tx: OrgTx, { leadId, limit, after }: Window) {
  const place = after ? `and (c.occurred_at, c.id) < ($3::text::timestamptz, $4::text::uuid)` : "";
  return tx.sql.unsafe<(TouchRow & { place: string })[]>(
    `select ${touchColumns}, c.occurred_at::text as place from communications c ${touchJoins}
     where c.lead_id = $1 and ${told} ${place} order by c.occurred_at desc, c.id desc limit $2`,
    [leadId, limit, ...(after ?? [])],
    { prepare: true },
  );
}

/** The newest touches behind a place, each with its own. Whether the lead is here is for the caller to ask. */
export async function listTouchPlaces(tx: OrgTx, window: Window): Promise<{ touch: Touch; place: string }[]> {
  return (await selectTouches(tx, window)).map((row) => ({ touch: toTouch(row), place: row.place }));
}

/** The page of touches behind one that is shown. */
export async function listTouchesAfter(tx: OrgTx, leadId: string, lastId: string): Promise<TouchPage> {
  const [last] = await tx.sql<{ place: string }[]>`
    select occurred_at::text as place from communications where id = ${lastId} and lead_id = ${leadId}`;
  if (!last) throw notFound("contact");
  return listTouches(tx, { leadId, limit: 50, cursor: encodeCursor("contacts", [last.place, lastId]) });
}

export async function getTouch(tx: OrgTx, id: string): Promise<Touch> {
  const [row] = await tx.sql.unsafe<TouchRow[]>(
    `select ${touchColumns} from communications c ${touchJoins} where c.id = $1`,
    [id],
    { prepare: true },
  );
  if (!row) throw notFound("contact");
  return toTouch(row);
}

/** The whole text of a touch; empty when it has none. */
export async function getTouchText(tx: OrgTx, id: string): Promise<string> {
  const [row] = await tx.sql<{ body: string | null }[]>`
    select coalesce(c.body, r.note) as body from communications c
    left join call_results r on r.org_id = c.org_id and r.communication_id = c.id join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
    where c.id = ${id}`;
  if (!row) throw notFound("contact");
  return row.body ?? "";
}

/** Who called which number, and what is known of the call so far. */
export async function getCall(
  tx: OrgTx,
  id: string,
): Promise<CallResult & { user_id: string | null; to_norm: string | null; has_text: boolean }> {
  const [row] = await tx.sql<(CallResult & { user_id: string | null; to_norm: string | null; has_text: boolean })[]>`
    select c.user_id, c.to_norm, coalesce(c.body, r.note) is not null as has_text, r.outcome, r.duration_seconds
    from communications c left join call_results r on r.org_id = c.org_id and r.communication_id = c.id where c.id = ${id}`;
  if (!row) throw notFound("contact");
  return row;
}

export type LockedTouch = {
  id: string;
  lead_id: string;
  channel: string;
  direction: string;
  status: string;
  subject: string | null;
  occurred_at: Date;
  replied_at: Date | null;
  replied_by_id: string | null;
};

/** The touch, locked together with its lead (the lead first, as everywhere); of one that was read later the message. */
export async function lockTouch(tx: OrgTx, id: string): Promise<LockedTouch> {
  await tx.sql`select l.id from leads l where l.id = (select lead_id from communications where id = ${id}) and l.deleted_at is null for no key update`;
  const [row] = await tx.sql<LockedTouch[]>`
    select c.id, c.lead_id, c.channel, c.direction, c.status, c.subject, c.occurred_at, c.replied_at, c.replied_by_id
    from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
    where c.id = coalesce((select k.read_as_id from communications k where k.id = ${id}), ${id}) for no key update of c`;
  if (!row) throw notFound("contact");
  return row;
}

const toTouch = ({ place: _, ...row }: TouchRow & { place?: string }): Touch => ({
  ...row,
  response_at: row.response_at?.toISOString() ?? null,
  occurred_at: row.occurred_at.toISOString(),
  created_at: row.created_at.toISOString(),
  scheduled_for: row.scheduled_for?.toISOString() ?? null,
  ended_at: row.ended_at?.toISOString() ?? null,
});
