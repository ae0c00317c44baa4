import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { briefAnswers } from "@/lib/guard/verdict-rules";
import { assessAnswers, assessKnownLeads } from "@/lib/outreach/assess-lead";
import { dayAt } from "@/lib/outreach-items/rules";
import type { ItemReason } from "@/lib/outreach-items/schema";
import type { Day, DayItem } from "./schema";

type Times = "due_at" | "snoozed_until" | "done_at";
type Row = Omit<DayItem, Times | "contactability"> & Record<Times, Date | null>;

/** What somebody has to do today: everything open, also from days before, and what was done today; with the guard's word on each. */
export async function getDay(tx: OrgTx, ctx: Context): Promise<Day> {
  const day = dayAt(ctx.timezone, ctx.now);
  const rows = await tx.sql<Row[]>`
    select i.id, jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, 'Unnamed lead'),
        'title', l.title, 'company', c.name, 'email', l.email, 'timezone', l.timezone) as lead,
      case when r.id is not null then jsonb_build_object('id', r.id, 'subject', r.subject) end as reply_to,
      i.reason, i.why, i.channel, i.subject, i.body, i.tone, i.status, i.skip_reason, i.due_at, i.snoozed_until, i.done_at, i.communication_id, i.version,
      case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as campaign
    from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    join leads l on l.org_id = i.org_id and l.id = i.lead_id and l.deleted_at is null left join companies c on c.org_id = l.org_id and c.id = l.company_id
    left join lead_sequence_enrollments e on e.org_id = i.org_id and e.id = i.enrollment_id
    left join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id
    left join communications m on m.org_id = i.org_id and m.id = i.communication_id
    left join campaigns g on g.org_id = i.org_id and g.id = case when m.id is not null then m.campaign_id when e.id is not null then s.campaign_id else b.campaign_id end
    left join lateral (${theirMessage(tx)}) r on i.status = 'open'
    where b.user_id = ${ctx.actor.userId} and i.status <> 'withdrawn' and (b.day = ${day} or i.status = 'open' or (i.done_at at time zone ${ctx.timezone})::date = ${day})
      and (i.status <> 'open' or i.snoozed_until is null or i.snoozed_until <= ${ctx.now})
    order by i.status <> 'open', array_position(array['reply', 'sequence', 'suggestion', 'follow_up', 'score', 'segment'], i.reason), i.due_at, i.id limit 300`;
  const [batch] = await tx.sql<{ capacity: number; campaign: Day["campaign"] }[]>`
    select m.capacity, case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as campaign
    from memberships m left join daily_outreach_batches b on b.org_id = m.org_id and b.user_id = m.user_id and b.day = ${day}
    left join campaigns g on g.org_id = b.org_id and g.id = b.campaign_id where m.user_id = ${ctx.actor.userId}`;
  const answers = await assessRows(tx, rows, ctx);
  const data = rows.map((row) => toItem(row, answers));
  return {
    day,
    capacity: batch?.capacity ?? 0,
    campaign: batch?.campaign ?? null,
    done: data.filter((one) => one.status !== "open").length,
    total: data.length,
    data,
  };
}

/** For an item that answers them, their newest message on its channel. */
const theirMessage = (tx: OrgTx) => tx.sql`
  select c.id, c.subject from communications c where c.org_id = i.org_id and c.lead_id = i.lead_id and i.reason = 'reply'
    and c.channel = i.channel and c.direction = 'inbound' and c.mail_kind is null order by c.occurred_at desc, c.id desc limit 1`;

type Answers = Map<string, NonNullable<DayItem["contactability"]>>;
/** The guard's word on what is open: on outreach, and on what answers them. */
async function assessRows(tx: OrgTx, rows: Row[], ctx: Context): Promise<{ outreach: Answers; replies: Answers }> {
  const open = rows.filter((row) => row.status === "open");
  const asked = new Map(open.flatMap(({ lead, reply_to }) => (reply_to ? [[lead.id, reply_to.id] as const] : [])));
  const others = new Set(open.filter((row) => !row.reply_to).map((row) => row.lead.id));
  const [replies, outreach] = await Promise.all([
    assessAnswers(tx, asked, ctx),
    assessKnownLeads(tx, [...others], ctx),
  ]);
  return { replies, outreach: new Map(outreach.map((one) => [one.lead_id, one])) };
}

function toItem(row: Row, { outreach, replies }: Awaited<ReturnType<typeof assessRows>>): DayItem {
  const found = row.status === "open" ? (row.reply_to ? replies : outreach).get(row.lead.id) : undefined;
  return {
    ...row,
    due_at: row.due_at?.toISOString() ?? "",
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
    done_at: row.done_at?.toISOString() ?? null,
    contactability: found ? { ...found, channels: briefAnswers(found.channels) } : null,
  };
}

export type LockedItem = {
  id: string;
  lead_id: string;
  channel: string | null;
  subject: string | null;
  body: string | null;
  reason: ItemReason;
  status: string;
  enrollment_id: string | null;
  step_id: string | null;
  /** the message of theirs that it answers */
  reply_to: { id: string; subject: string | null } | null;
  /** that of its sequence, or of the day it belongs to */
  campaign_id: string | null;
};

/** An item of one's own that is open, locked behind its lead; NOT_FOUND for a colleague's, CONFLICT when it was done. */
export async function lockItem(tx: OrgTx, id: string, ctx: Context): Promise<LockedItem> {
  const [lead] = await tx.sql`
    select l.id from leads l where l.id = (select lead_id from daily_outreach_items where id = ${id}) and l.deleted_at is null for no key update`;
  const [row] = await tx.sql<LockedItem[]>`
    select i.id, i.lead_id, i.channel, i.subject, i.body, i.reason, i.status, i.enrollment_id, i.step_id,
      (select jsonb_build_object('id', r.id, 'subject', r.subject) from (${theirMessage(tx)}) r) as reply_to,
      case when i.enrollment_id is null then b.campaign_id else (select s.campaign_id from lead_sequence_enrollments e
        join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id where e.org_id = i.org_id and e.id = i.enrollment_id) end as campaign_id
    from daily_outreach_items i
    join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    where i.id = ${id} and b.user_id = ${ctx.actor.userId} for update of i`;
  if (!lead || !row) throw notFound("item");
  if (row.status !== "open")
    throw new AppError("CONFLICT", "This item was done already. Reload to see how.", { extra: { status: row.status } });
  return row;
}

export type EndedItem = {
  lead_id: string;
  status: string;
  communication_id: string | null;
  enrollment_id: string | null;
};

/** An item of one's own, whatever became of it, locked behind its lead; null for a colleague's. */
export async function findEndedItem(tx: OrgTx, id: string, ctx: Context): Promise<EndedItem | null> {
  await tx.sql`
    select l.id from leads l where l.id = (select lead_id from daily_outreach_items where id = ${id}) and l.deleted_at is null for no key update`;
  const [row] = await tx.sql<EndedItem[]>`
    select i.lead_id, i.status, i.communication_id, i.enrollment_id from daily_outreach_items i
    join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    join leads l on l.org_id = i.org_id and l.id = i.lead_id and l.deleted_at is null
    where i.id = ${id} and b.user_id = ${ctx.actor.userId} for update of i`;
  return row ?? null;
}

export type Candidate = { lead_id: string; reason: ItemReason; why: string; channel: string; due_at: Date };

/**
 * Whom somebody should contact next: who wrote and waits, by the way they wrote, who did not answer for some days, and who is promising and left alone; nobody
 * whom the day has already, and nobody by an address whose server turned the last mail away: they would come again every day. Each kind is found by an index of its own, however many leads are theirs.
 */
export async function listCandidates(tx: OrgTx, ctx: Context, limit: number): Promise<Candidate[]> {
  return tx.sql<Candidate[]>`
    with mine as not materialized (
      select l.*, exists (select from communications c join contact_points p on p.lead_id = c.lead_id and p.kind = 'email' and p.norm = c.to_norm
          where c.lead_id = l.id and c.direction = 'outbound' and c.status in ('rejected', 'bounced') and not exists (
            select from communications d where d.lead_id = c.lead_id and d.to_norm = c.to_norm and d.status in ('sent', 'delivered')
              and d.created_at > c.created_at)) as turned_away
      from leads l where l.owner_id = ${ctx.actor.userId} and l.deleted_at is null and l.status not in ('converted', 'lost', 'unqualified')
        and not exists (select from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
          where i.lead_id = l.id and b.user_id = ${ctx.actor.userId} and (i.status = 'open' or b.day = ${dayAt(ctx.timezone, ctx.now)}))
        and not exists (select from lead_sequence_enrollments e where e.lead_id = l.id and e.status in ('active', 'paused', 'parked')))
    (select id as lead_id, 'reply' as reason, 'They wait for an answer' as why,
       coalesce((select c.channel from communications c where c.org_id = mine.org_id and c.lead_id = mine.id and c.direction = 'inbound' and c.mail_kind is null
           and c.channel in ('email', 'sms', 'linkedin', 'whatsapp', 'call') and (mine.last_contacted_at is null or c.occurred_at >= mine.last_contacted_at)
         order by c.occurred_at desc, c.id desc limit 1), last_contact_channel, 'email') as channel, last_response_at as due_at
     from mine where needs_reply order by last_response_at limit ${limit})
    union all
    (select id, 'follow_up', 'No reply since ' || to_char(last_contacted_at, 'FMDD Mon'), last_contact_channel, last_contacted_at
     from mine where awaiting_reply and not (last_contact_channel = 'email' and turned_away) and last_contacted_at < ${ctx.now}::timestamptz - interval '5 days' order by last_contacted_at limit ${limit})
    union all
    (select id, 'score', case priority_tier when 'hot' then 'Hot' else 'Warm' end || ', ' || coalesce(score, 0) || ' points, ' || case when last_contacted_at is null
         then 'never contacted' else 'left alone since ' || to_char(last_contacted_at, 'FMDD Mon') end,
       case when email is not null and not turned_away then 'email' when phone_e164 is not null then 'call' else 'linkedin' end, ${ctx.now}
     from mine where priority_tier in ('hot', 'warm') and not needs_reply and (phone_e164 is not null or linkedin is not null or not turned_away) and not awaiting_reply
       and (last_contacted_at is null or last_contacted_at < ${ctx.now}::timestamptz - interval '14 days') order by score desc, id limit ${limit})`;
}

/** Which of these stand open in a colleague's day. */
export async function listTaken(tx: OrgTx, list: Candidate[], ctx: Context): Promise<Set<string>> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    select i.lead_id from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    where i.lead_id = any (${list.map((one) => one.lead_id)}::uuid[]) and i.status = 'open' and b.user_id <> ${ctx.actor.userId}`;
  return new Set(rows.map((row) => row.lead_id));
}
