import type { OrgTx } from "@/db/tenant";
import { collisionOf } from "@/lib/communications/collision-rules";
import { recordPrevented } from "@/lib/communications/record-prevented";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/facts/queries";
import { type LockedLead, lockLeadForOutreach } from "@/lib/leads/store";
import { channelOf, passGate } from "@/lib/outreach/pass-gate";
import { insertCollisions } from "@/lib/outreach/store";
import { getConversation } from "@/lib/slots/conversation-queries";
import { type ConversationFact, placeOf } from "@/lib/slots/conversation-rules";
import { comparableText } from "@/lib/texts/rules";
import { requirePostalAddress } from "@/lib/unsubscribes/queries";
import { isAutomated } from "@/lib/unsubscribes/rules";
import { messageEvent } from "./event-rules";
import { bracketed, messageIdOf, recipientOf, requireText } from "./rules";
import type { QueuedMessage } from "./schema";

/** A message for one lead, from whatever promises it. */
export type NewMessage = {
  leadId: string;
  channel: string;
  source: "composer" | "api" | "sequence" | "batch" | "suggestion";
  /** when it is to go out */
  sendAt: Date;
  body: string | null | undefined;
  /** the same with formatting, cleaned */
  bodyHtml?: string | null;
  /** the template it was made from, as `fillTemplate` answers it */
  template?: { id: string; version: number; variables: Record<string, string> } | null;
  subject?: string | null;
  /** which address of the lead; left out: the primary one */
  to?: string;
  threadId?: string | null;
  /** a message of theirs that this one answers */
  replyToId?: string | null;
  priority?: number;
  /** what it is for; a step of a sequence has the sequence's */
  campaignId?: string | null;
  /** a person's reason; work that nobody watches (via job) never gets past a rule with one */
  overrideReason?: string;
  /** unique in the organization: the same promise is never made twice */
  idempotencyKey?: string;
  /** the step of a sequence that it is: there is one message of it at most */
  step?: { enrollmentId: string; stepId: string };
};

/**
 * Passes the gate as of the moment the message is to go out, takes its slot at once, and puts it into the queue: the one way in for the
 * composer, programs, sequences, batches and suggestions. Locks the lead. `refused` carries the guard's refusal with its holder, whose
 * evidence is kept when the caller's command returns it or commits in another way. INVALID for a message that says nothing, or for an
 * address or a conversation that is not the lead's.
 */
export async function placeMessage(tx: OrgTx, given: NewMessage, ctx: Context): Promise<QueuedMessage | Refused> {
  requireText(given.body);
  const { leadId, channel, sendAt, overrideReason } = given;
  if (isAutomated(given.source) && channel === "email") await requirePostalAddress(tx);
  const text = comparableText(given.body);
  const spoken = { threadId: given.threadId, replyToId: given.replyToId };
  // Sent together, run one after the other, as in logContact: what is read is read under the lead's lock.
  const [lead, facts, conversation] = await Promise.all([
    lockLeadForOutreach(tx, leadId),
    gatherFacts(tx, leadId, sendAt, channel, text, ctx.now),
    getConversation(tx, leadId, spoken, channel),
  ]);
  const to = recipientOf(facts, channelOf(facts, channel), given.to, ctx.defaultRegion);
  const message = messageOf(given, lead, conversation, ctx);
  const asked = {
    leadId,
    channel,
    communicationId: message.id,
    overrideReason,
    at: sendAt,
    to,
    text,
    conversation,
    enrollmentId: given.step?.enrollmentId,
  };
  const gate = await passGate(tx, asked, facts, ctx);
  if ("refusal" in gate) return recordPrevented(tx, message, gate, ctx);

  const { guardKind, overrideId, to: address, overridden } = gate;
  const stored = { ...message, guardKind, overrideId, toAddress: address?.raw, toNorm: address?.norm };
  await insertCommunications(tx, [stored]);
  await insertCollisions(
    tx,
    overridden.map((one) => ({ ...collisionOf(stored, "overridden", one), at: ctx.now })),
  );
  await emit(tx, ctx, [messageEvent("message.queued", aboutOf(stored, sendAt), ctx)]);
  return { id: stored.id, status: "queued", message_id: bracketed(stored.messageId), send_at: sendAt.toISOString() };
}

function messageOf(given: NewMessage, lead: LockedLead, conversation: ConversationFact | null, ctx: Context) {
  const id = newId();
  return {
    id,
    leadId: lead.id,
    companyId: lead.company_id,
    userId: ctx.actor.userId,
    actorName: ctx.actor.name,
    source: given.source,
    intent: "planned",
    channel: given.channel,
    direction: "outbound",
    subject: given.subject || null,
    body: given.body || null,
    bodyHtml: given.bodyHtml || null,
    templateId: given.template?.id,
    templateVersion: given.template?.version,
    templateVariables: given.template?.variables,
    status: "queued",
    messageId: messageIdOf(id, ctx.orgId),
    // When it is to happen: a promise has no other moment, and what has left is never dated anew.
    occurredAt: given.sendAt,
    scheduledFor: given.sendAt,
    nextAttemptAt: given.sendAt,
    priority: given.priority,
    campaignId: given.campaignId,
    idempotencyKey: given.idempotencyKey,
    ...given.step,
    ...placeOf(conversation),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  } satisfies NewCommunication;
}

const aboutOf = (message: NewCommunication, sendAt: Date) => ({
  id: message.id,
  leadId: message.leadId,
  ownerId: message.userId ?? null,
  channel: message.channel,
  subject: message.subject ?? null,
  sendAt,
});
