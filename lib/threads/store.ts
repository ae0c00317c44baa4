import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import { findKin, findNewestAnswer } from "./queries";
import { replyClassOf } from "./reply-rules";
import { bareSubject } from "./rules";

export type Placed = { leadId: string; channel: string; messageId: string; named: string[]; subject: string | null };

/**
 * The conversation of a message of this lead, whatever came first: whatever is joined by the ids that messages name is one. What was two
 * until now becomes one. The lead must be locked.
 */
export async function placeInThread(
  tx: OrgTx,
  { leadId, channel, messageId, named, subject }: Placed,
): Promise<string> {
  const ids = [...new Set([messageId, ...named])].slice(0, 200);
  const kin = await findKin(tx, leadId, ids);
  // The one that was there first, so that a link to it goes on leading there.
  const threads = [...new Set(kin.flatMap((one) => one.thread_id ?? []))].toSorted();
  const loose = kin.flatMap((one) => (one.thread_id === null && one.communication_id ? [one.communication_id] : []));
  const threadId = threads[0] ?? (await insertThread(tx, leadId, channel, bareSubject(subject), messageId));
  if (threads.length > 1 || loose.length > 0)
    await tx.sql`select join_threads(${threadId}, ${loose}::uuid[], ${threads.slice(1)}::uuid[])`;
  await tx.sql`
    insert into thread_links (lead_id, message_id, thread_id) select ${leadId}, id, ${threadId} from unnest(${ids}::text[]) as id
    on conflict (org_id, lead_id, message_id) do nothing`;
  return threadId;
}

async function insertThread(
  tx: OrgTx,
  leadId: string,
  channel: string,
  subject: string | null,
  rootKey: string,
): Promise<string> {
  const id = newId();
  const [row] = await tx.sql<{ id: string }[]>`
    insert into threads (id, lead_id, channel, subject, root_key) values (${id}, ${leadId}, ${channel}, ${subject}, ${rootKey})
    on conflict (org_id, lead_id, root_key) do update set subject = threads.subject returning id`;
  return row?.id ?? id;
}

/** What their newest answer comes to, unless a person has said it. */
export async function updateReplyClass(tx: OrgTx, threadId: string, at: Date): Promise<void> {
  const answer = await findNewestAnswer(tx, threadId);
  const found = answer && replyClassOf(answer.subject, answer.body);
  await tx.sql`
    update threads set reply_class = ${found?.replyClass ?? null}, sentiment = ${sentimentOf(found?.replyClass ?? null)},
      reply_evidence = ${found?.evidence ?? null}, updated_at = ${at}
    where id = ${threadId} and reply_class_by is null`;
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
