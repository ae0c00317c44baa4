import type { OrgTx } from "@/db/tenant";
import { collisionOf } from "@/lib/communications/collision-rules";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { findAnswered, findStored } from "@/lib/imports/queries";
import { type LockedLead, lockLeads } from "@/lib/leads/store";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import { linkAnswers } from "@/lib/threads/link-answers";
import { placeInThread } from "@/lib/threads/store";
import { listLeadsOf } from "./match-queries";
import { lockReportsAbout, lockWaiting } from "./queries";
import { recordArrival } from "./record-arrival";
import { recordReport } from "./report-store";
import type { ReceivedMail, ReceivedOutcome } from "./schema";
import { moveStatus } from "./touch-store";

type Sender = { userId: string | null; name: string | null };

/**
 * A message of ours that a mailbox shows to have left, by whatever program: a touch that happened, at every lead it went to, and a
 * collision where it broke a rule. What came before it and names it finds it now.
 */
export async function recordSent(
  tx: OrgTx,
  mail: ReceivedMail,
  ours: ReadonlyMap<string, string | null>,
  sender: Sender,
  ctx: Context,
): Promise<ReceivedOutcome> {
  if (mail.kind !== "human" && mail.kind !== "list") return "ignored";
  const known = await findStored(tx, [mail.message_id]);
  const leads = await leadsReached(tx, mail, ours, known);
  if (leads.size === 0) return "ignored";
  const fresh = [...leads].filter(([leadId]) => !known.has(`${mail.message_id} outbound ${leadId}`));
  const locked = await lockLeads(
    tx,
    fresh.map(([leadId]) => leadId),
  );
  for (const lead of locked)
    await storeSent(tx, mail, lead, leads.get(lead.id) ?? { email: "", norm: "" }, sender, ctx);
  // Found by now, whatever came first.
  for (const report of await lockReportsAbout(tx, mail.message_id)) await recordReport(tx, report, ctx);
  for (const waiting of await lockWaiting(tx, { named: mail.message_id, about: mail.message_id }))
    await recordArrival(tx, waiting, ctx);
  return locked.length > 0 ? "sent" : "repeat";
}

type Reached = { email: string; norm: string };

async function leadsReached(
  tx: OrgTx,
  mail: ReceivedMail,
  ours: ReadonlyMap<string, string | null>,
  known: ReadonlySet<string>,
): Promise<Map<string, Reached>> {
  const found = new Map<string, Reached>();
  for (const { email, norm } of [...mail.to, ...mail.cc]) {
    const ids = ours.has(norm) ? [] : await listLeadsOf(tx, norm);
    const leadId = ids.find((id) => known.has(`${mail.message_id} outbound ${id}`)) ?? ids[0];
    if (leadId !== undefined && !found.has(leadId)) found.set(leadId, { email, norm });
  }
  return found;
}

async function storeSent(
  tx: OrgTx,
  mail: ReceivedMail,
  lead: LockedLead,
  to: Reached,
  sender: Sender,
  ctx: Context,
): Promise<void> {
  const named = [...new Set([...mail.in_reply_to, ...mail.references.toReversed()])];
  const threadId = await placeInThread(tx, {
    leadId: lead.id,
    channel: "email",
    messageId: mail.message_id,
    named,
    subject: mail.subject,
  });
  const touch = touchOf(mail, lead, to, sender, ctx);
  touch.threadId = threadId;
  const collisions = await settle(tx, touch, named, ctx);
  await insertCommunications(tx, [touch]);
  await insertCollisions(tx, collisions);
  await moveStatus(tx, touch, lead, ctx);
  await linkAnswers(tx, threadId, ctx.now);
}

/** An answer to their message is no outreach, and two who give it collide; anything else takes its slot or broke the rule of who holds it. */
async function settle(tx: OrgTx, touch: NewCommunication, named: string[], ctx: Context): Promise<NewCollision[]> {
  const answered = named[0] === undefined ? null : await findAnswered(tx, touch.leadId, named[0]);
  if (answered) {
    touch.parentId = answered.id;
    touch.guardKind = "reply";
    const other = answered.answers.find((one) => one.user_id !== touch.userId);
    const broken = { code: "RECENTLY_CONTACTED" as const, otherId: other?.id ?? null };
    return other ? [{ ...collisionOf(touch, "escaped", broken), at: touch.occurredAt }] : [];
  }
  const { broken } = await recordFact(tx, {
    leadId: touch.leadId,
    channel: "email",
    communicationId: touch.id,
    userId: touch.userId ?? null,
    occurredAt: touch.occurredAt,
  });
  return broken.map((one) => ({ ...collisionOf(touch, "escaped", one), at: ctx.now }));
}

const touchOf = (
  mail: ReceivedMail,
  lead: LockedLead,
  to: Reached,
  sender: Sender,
  ctx: Context,
): NewCommunication => ({
  id: newId(),
  leadId: lead.id,
  companyId: lead.company_id,
  userId: sender.userId,
  actorName: sender.name,
  source: "inbox_sync",
  intent: "happened",
  channel: "email",
  direction: "outbound",
  fromAddress: mail.from.email,
  toAddress: to.email,
  toNorm: to.norm,
  cc: mail.cc.map((one) => one.email).join(", ") || null,
  subject: mail.subject || null,
  body: mail.text || null,
  status: "logged",
  messageId: mail.message_id,
  inReplyTo: mail.in_reply_to[0] ?? null,
  references: mail.references.join(" ") || null,
  occurredAt: mail.at,
  createdAt: ctx.now,
  updatedAt: ctx.now,
});
