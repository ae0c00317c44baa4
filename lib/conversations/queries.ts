import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { displayName } from "@/lib/leads/rules";
import type { Conversation, ConversationDetail, ConversationMessage, ConversationPage } from "./schema";

type Row = Omit<Conversation, "at" | "lead"> & {
  at: Date;
  place: string;
  lead: {
    id: string;
    first_name: string | null;
    last_name: string | null;
    email: string | null;
    company: string | null;
  };
};

/** Conversations in which they have written, the newest first; of one owner's leads, or everybody's. */
export async function listConversations(
  tx: OrgTx,
  { owner, limit, cursor }: { owner: string | null; limit: number; cursor?: string },
): Promise<ConversationPage> {
  const after = decodeCursor("conversations", cursor, "time");
  const place = after
    ? tx.sql`and (t.last_inbound_at, t.id) < (${after[0]}::text::timestamptz, ${after[1]}::text::uuid)`
    : tx.sql``;
  const rows = await tx.sql<Row[]>`
    select t.id, t.subject, t.channel, t.reply_class, t.last_inbound_at as at, t.last_inbound_at::text as place,
      t.last_inbound_at >= coalesce(t.last_outbound_at, '-infinity') as needs_reply, n.body_preview as preview,
      jsonb_build_object('id', l.id, 'first_name', l.first_name, 'last_name', l.last_name, 'email', l.email, 'company', c.name) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as owner
    from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id and l.deleted_at is null
    left join companies c on c.org_id = l.org_id and c.id = l.company_id
    left join memberships m on m.org_id = l.org_id and m.user_id = l.owner_id
    left join lateral (select body_preview from communications k where k.org_id = t.org_id and k.thread_id = t.id and k.direction = 'inbound'
      and k.mail_kind is null order by k.occurred_at desc, k.id desc limit 1) n on true
    where t.last_inbound_at is not null and (${owner}::uuid is null or l.owner_id = ${owner}) ${place}
    order by t.last_inbound_at desc, t.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ place: _, lead, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      lead: { id: lead.id, name: displayName(lead), company: lead.company },
    })),
    next_cursor: rows.length > limit && last ? encodeCursor("conversations", [last.place, last.id]) : null,
  };
}

type MessageRow = Omit<ConversationMessage, "at"> & { at: Date };

/** A conversation with what was said in it, its newest 500 messages with the oldest first, and what machines answered beside it; NOT_FOUND when it is not here. */
export async function getConversationDetail(tx: OrgTx, id: string): Promise<ConversationDetail> {
  const [thread] = await tx.sql<Omit<ConversationDetail, "messages">[]>`
    select t.id, t.lead_id, t.subject, t.channel, t.reply_class, t.reply_evidence as evidence, m.name as corrected_by
    from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id and l.deleted_at is null
    left join memberships m on m.org_id = t.org_id and m.user_id = t.reply_class_by where t.id = ${id}`;
  if (!thread) throw notFound("conversation");
  const rows = await tx.sql<MessageRow[]>`
    select * from (
      select c.id, c.direction, coalesce(nullif(case c.direction when 'inbound' then coalesce(i.from_name, (
          select nullif(concat_ws(' ', l.first_name, l.last_name), '') from leads l where l.id = c.lead_id and (lower(l.email) = lower(c.from_address) or l.phone_e164 = c.from_address)), c.from_address) else c.actor_name end, ''), c.from_address, 'Unknown') as "from",
        c.occurred_at as at, c.subject, left(c.body, 100000) as body, coalesce(i.body_html, c.body_html) as html, c.status,
        ${filesOf(tx, tx.sql`a.communication_id = c.id or a.inbound_message_id = i.id`)} as files,
        (select jsonb_build_object('by', w.actor_name, 'text', left(w.body, 100000)) from communications w where w.read_as_id = c.id and w.body <> '') as logged,
        case when i.id is not null then jsonb_build_object('id', i.id, 'kind', i.kind, 'evidence', i.evidence, 'return_date', i.return_date, 'recipient', i.recipient, 'hard', i.hard, 'corrected', i.corrected_by is not null) end as arrival
      from communications c left join inbound_messages i on i.org_id = c.org_id and i.communication_id = c.id
      where c.thread_id = ${id} and c.status not in ('draft', 'cancelled') and c.read_as_id is null
      union all
      select i.id, 'inbound', coalesce(i.from_name, i.from_address), i.occurred_at, i.subject, left(i.body, 100000), i.body_html, 'received',
        ${filesOf(tx, tx.sql`a.inbound_message_id = i.id`)}, null,
        jsonb_build_object('id', i.id, 'kind', i.kind, 'evidence', i.evidence, 'return_date', i.return_date, 'recipient', i.recipient, 'hard', i.hard, 'corrected', i.corrected_by is not null)
      from inbound_messages i where i.communication_id is null
        and (i.thread_id = ${id} or i.about_id = any (array(select k.id from communications k where k.thread_id = ${id})))) x
    order by at desc, id desc limit 500`;
  return { ...thread, messages: rows.reverse().map((row) => ({ ...row, at: row.at.toISOString() })) };
}

type Condition = ReturnType<OrgTx["sql"]>;

const filesOf = (tx: OrgTx, which: Condition) => tx.sql`
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'media_type', a.media_type, 'size', a.size,
    'kept', a.hash is not null and a.hash <> repeat('0', 64)) order by a.created_at, a.id) from attachments a where ${which}), '[]')`;
