import type { OrgTx } from "@/db/tenant";
import { invalid } from "@/lib/core/errors";
import type { ConversationFact } from "./conversation-rules";
import type { HeldSlot } from "./rules";
import { reviveTouch, TOUCH_JSON, type TouchRow } from "./touch-queries";

export type Spoken = { threadId?: string | null; replyToId?: string | null };
type Row = {
  thread_id: string | null;
  channel: string;
  id: string | null;
  at: Date;
  key: string;
  message_id: string | null;
  references: string | null;
  held: { guardId: string; group: string; since: string; touch: TouchRow }[] | null;
};

/**
 * The conversation with this lead that is meant by its thread or by a message of theirs, and their newest message in it unless one of ours
 * is newer; null when there is no such conversation here. Held: by an answer to that message, or one that waits in the conversation.
 */
export async function findConversation(tx: OrgTx, leadId: string, spoken: Spoken): Promise<ConversationFact | null> {
  const [row] = await tx.sql<Row[]>`
    with t as (
      select thread_id, channel, lead_id from communications
      where id = ${spoken.replyToId ?? null} and lead_id = ${leadId} and direction = 'inbound' and mail_kind is null
        and (${spoken.threadId ?? null}::uuid is null or thread_id = ${spoken.threadId ?? null})
      union all select id, channel, lead_id from threads
      where id = ${spoken.threadId ?? null} and lead_id = ${leadId} and ${spoken.replyToId ?? null}::uuid is null),
    p as (
      select p.id, p.occurred_at, coalesce(p.message_id, p.id::text) as key, p.message_id, concat_ws(' ', p."references", p.message_id) as "references"
      from t join communications p on p.lead_id = t.lead_id and p.channel = t.channel and p.direction = 'inbound' and p.mail_kind is null
        and p.thread_id is not distinct from t.thread_id
      order by p.occurred_at desc, p.id desc limit 1)
    select t.thread_id, t.channel, p.id, p.occurred_at as at, p.key, p.message_id, p."references",
      (select json_agg(json_build_object('guardId', g.id, 'group', g.channel_group, 'since', lower(g.span), 'touch', ${tx.sql.unsafe(TOUCH_JSON)}))
        from (select g.* from contact_guards g where g.scope = 'message' and g.scope_key = p.key and not isempty(g.span)
              union select g.* from communications o join contact_guards g on g.org_id = o.org_id and g.communication_id = o.id and g.scope = 'message'
              where o.lead_id = t.lead_id and o.channel = t.channel and o.status = 'queued' and o.thread_id is not distinct from t.thread_id) g
        join communications c on c.org_id = g.org_id and c.id = g.communication_id) as held
    from t left join p on not exists (
      select from communications o where o.lead_id = t.lead_id and o.channel = t.channel and o.thread_id is not distinct from t.thread_id
        and o.occurred_at >= p.occurred_at and is_attempt(o))`;
  if (!row) return null;
  const { id, at, key, message_id: messageId, references } = row;
  return {
    threadId: row.thread_id,
    channel: row.channel,
    answers: id === null ? null : { id, key, at, messageId, references: references || null, held: heldOf(row) },
  };
}

/** The same for a touch that says it belongs there: null when it says nothing, INVALID when there is no such conversation. */
export async function getConversation(
  tx: OrgTx,
  leadId: string,
  spoken: Spoken,
  channel: string,
): Promise<ConversationFact | null> {
  if (!spoken.threadId && !spoken.replyToId) return null;
  const path = spoken.replyToId ? "reply_to_id" : "thread_id";
  const found = await findConversation(tx, leadId, spoken);
  if (!found)
    throw invalid(path, "There is no such conversation with this lead. Look at the timeline, or leave this out.");
  if (found.channel !== channel)
    throw invalid(path, `This conversation is on the channel "${found.channel}". Use that, or leave this out.`);
  return found;
}

const heldOf = (row: Row): HeldSlot[] =>
  (row.held ?? []).map((one) => ({
    ...one,
    since: new Date(one.since),
    until: new Date(one.since),
    touch: reviveTouch(one.touch),
  }));
