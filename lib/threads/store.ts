import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import { replyClassOf } from "@/lib/reply-classes/rules";
import { findKin, listNewestAnswers } from "./queries";
import { bareSubject, idsOf, joinedThreads, type Placed } from "./rules";

/**
 * The conversations of messages, in their order, whatever came first: whatever is joined by the ids that messages name is one. What was two
 * until now becomes one. The leads must be locked, and no two of the messages may share an id at one lead.
 */
export async function placeInThreads(tx: OrgTx, placed: Placed[]): Promise<string[]> {
  if (placed.length === 0) return [];
  const leads = [...new Set(placed.map((one) => one.leadId))];
  const kin = await findKin(tx, leads, [...new Set(placed.flatMap((one) => idsOf(one)))]);
  const found = joinedThreads(placed, kin);
  const started = await insertThreads(
    tx,
    placed.filter((_, nth) => found[nth]?.threadId === null),
  );
  const threads = placed.map((one, nth) => found[nth]?.threadId ?? started.get(`${one.leadId} ${one.messageId}`) ?? "");
  for (const [nth, { others, loose }] of found.entries())
    if (others.length > 0 || loose.length > 0)
      await tx.sql`select join_threads(${threads[nth] ?? null}, ${loose}::uuid[], ${others}::uuid[])`;
  const links = placed.flatMap((one, nth) =>
    idsOf(one).map((id) => ({ lead_id: one.leadId, message_id: id, thread_id: threads[nth] ?? null })),
  );
  await tx.sql`
    insert into thread_links (lead_id, message_id, thread_id)
    select * from json_to_recordset(${JSON.stringify(links)}::text::json) as l(lead_id uuid, message_id text, thread_id uuid)
    on conflict (org_id, lead_id, message_id) do nothing`;
  return threads;
}

async function insertThreads(tx: OrgTx, placed: Placed[]): Promise<Map<string, string>> {
  if (placed.length === 0) return new Map();
  const rows = placed.map((one) => ({
    id: newId(),
    lead_id: one.leadId,
    channel: one.channel,
    subject: bareSubject(one.subject),
    root_key: one.messageId,
  }));
  const stored = await tx.sql<{ id: string; key: string }[]>`
    insert into threads (id, lead_id, channel, subject, root_key)
    select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as t(id uuid, lead_id uuid, channel text, subject text, root_key text)
    on conflict (org_id, lead_id, root_key) do update set subject = threads.subject returning id, lead_id || ' ' || root_key as key`;
  return new Map(stored.map((row) => [row.key, row.id]));
}

/** What their newest answer in each of these conversations comes to, unless a person has said it. */
export async function updateReplyClasses(tx: OrgTx, threadIds: string[], at: Date): Promise<void> {
  if (threadIds.length === 0) return;
  const answers = new Map((await listNewestAnswers(tx, threadIds)).map((one) => [one.thread_id, one]));
  const rows = [...new Set(threadIds)].map((id) => {
    const answer = answers.get(id);
    const found = answer && replyClassOf(answer.subject, answer.body);
    const replyClass = found?.replyClass ?? null;
    return { id, reply_class: replyClass, sentiment: sentimentOf(replyClass), evidence: found?.evidence ?? null };
  });
  await tx.sql`
    update threads t set reply_class = n.reply_class, sentiment = n.sentiment, reply_evidence = n.evidence, updated_at = ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as n(id uuid, reply_class text, sentiment text, evidence text)
    where t.id = n.id and t.reply_class_by is null`;
}

/** A person's word on a conversation. */
export async function updateReplyClassBy(
  tx: OrgTx,
  threadId: string,
  given: { replyClass: string; by: string; at: Date },
): Promise<void> {
  await tx.sql`
    update threads set reply_class = ${given.replyClass}, sentiment = ${sentimentOf(given.replyClass)}, reply_evidence = null,
      reply_class_by = ${given.by}, updated_at = ${given.at}
    where id = ${threadId}`;
}

const sentimentOf = (replyClass: string | null) => (replyClass === "unsubscribe" ? "negative" : replyClass);
