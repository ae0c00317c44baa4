import type { OrgTx } from "@/db/tenant";
import { EARLIEST, isRead, LATEST, type Pair, pairsOf, type Said } from "./rules";

type Row = Omit<Said, "leadId" | "userId" | "toNorm" | "threadId"> & {
  lead_id: string;
  thread_id: string | null;
  user_id: string | null;
  to_norm: string | null;
};

/** Which of these messages somebody has logged by hand; none of them need be in the ledger yet. The leads must be locked. */
export async function findTold(tx: OrgTx, messages: readonly Said[]): Promise<Pair[]> {
  const some = messages.filter(({ channel }) => isRead(channel));
  return some.length === 0 ? [] : pairsOf(await listNear(tx, some, "told"), some);
}

/** The message as which a mailbox has shown already what somebody logs now; null where none has. The lead must be locked. */
export async function findRead(tx: OrgTx, told: Said): Promise<string | null> {
  if (!isRead(told.channel)) return null;
  return pairsOf([told], await listNear(tx, [told], "read"))[0]?.messageId ?? null;
}

/**
 * What is near: logged by hand and read as nothing yet, or read and logged by nobody. Not past a word of the other side: what somebody logs
 * an hour and more after that is the next message; in the conversation itself, where that word stands, any time after it.
 */
async function listNear(tx: OrgTx, of: readonly Said[], which: "told" | "read"): Promise<Said[]> {
  const [before, after] = which === "told" ? [EARLIEST, LATEST] : [LATEST, EARLIEST];
  const asked = of.map(({ leadId, channel, direction, at, threadId }) => ({
    leadId,
    channel,
    direction,
    at,
    threadId,
  }));
  const rows = await tx.sql<Row[]>`
    select distinct c.id, c.lead_id, c.channel, c.direction, c.occurred_at as at, c.subject, c.user_id, c.to_norm, c.thread_id
    from json_to_recordset(${JSON.stringify(asked)}::text::json) as m("leadId" uuid, channel text, direction text, at timestamptz, "threadId" uuid)
    join communications c on c.lead_id = m."leadId" and c.channel = m.channel and c.direction = m.direction
      and c.occurred_at between m.at - make_interval(secs => ${before}) and m.at + make_interval(secs => ${after})
    where ${
      which === "told"
        ? tx.sql`c.status = 'logged' and c.source in ('manual_log', 'api') and c.message_id is null and c.read_as_id is null and c.redacted_at is null`
        : tx.sql`c.source in ('inbox_sync', 'import') and c.message_id is not null and c.mail_kind is null
            and not exists (select from communications t where t.read_as_id = c.id)`
    } and not exists (
      select from communications o where o.lead_id = c.lead_id and o.channel = c.channel and o.direction <> c.direction and o.read_as_id is null
        and o.status in ('sent', 'delivered', 'bounced', 'logged', 'received') and o.occurred_at > least(m.at, c.occurred_at)
        and o.occurred_at < greatest(m.at, c.occurred_at)
          - case when ${which === "told" ? tx.sql`c.thread_id` : tx.sql`m."threadId"`} is null then interval '1 hour' else interval '0' end)`;
  return rows.map(({ lead_id: leadId, user_id: userId, to_norm: toNorm, thread_id: threadId, ...row }) => ({
    ...row,
    leadId,
    userId,
    toNorm,
    threadId,
  }));
}

/** They count as these messages from now on, and stand in their conversations, with what was answered to them there by hand. */
export async function updateReadAs(tx: OrgTx, pairs: readonly Pair[], at: Date): Promise<void> {
  for (const { toldId, messageId } of pairs) {
    const [told] = await tx.sql<{ thread_id: string | null; loose: string[] }[]>`
      with told as (
        update communications set read_as_id = ${messageId}, updated_at = ${at} where id = ${toldId} returning id, lead_id, thread_id)
      select m.thread_id, array(select c.id from communications c where c.thread_id is null and (c.id = told.id or (c.lead_id = told.lead_id and c.parent_id = told.id))) as loose
      from told join communications m on m.id = ${messageId}`;
    if (told?.thread_id && told.loose.length > 0)
      await tx.sql`select join_threads(${told.thread_id}, ${told.loose}::uuid[], '{}'::uuid[])`;
    // What was marked as answered by hand, and what a person said of the answer, holds on.
    await tx.sql`
      update communications m set replied_at = greatest(c.replied_at, m.occurred_at), updated_at = ${at} from communications c
      where m.id = ${messageId} and c.id = ${toldId} and m.direction = 'outbound' and m.replied_at is null and c.replied_at is not null`;
    await tx.sql`
      update threads t set reply_class = c.reply_class, sentiment = case c.reply_class when 'unsubscribe' then 'negative' else c.reply_class end,
        reply_evidence = null, reply_class_by = c.reply_class_by, updated_at = ${at}
      from communications c join communications m on m.id = c.read_as_id
      where c.id = ${toldId} and c.reply_class_by is not null and t.id = m.thread_id and t.reply_class_by is null`;
  }
}
