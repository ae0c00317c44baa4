import { collisionOf } from "@/lib/communications/collision-rules";
import { recordPrevented } from "@/lib/communications/record-prevented";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import { defineCommand, type Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/guard/queries";
import { type LockedLead, lockLeadForOutreach } from "@/lib/leads/store";
import { channelOf, passGate } from "@/lib/outreach/pass-gate";
import { insertCollisions } from "@/lib/outreach/store";
import { getConversation } from "@/lib/slots/conversation-queries";
import { type ConversationFact, placeOf } from "@/lib/slots/conversation-rules";
import { comparableText } from "@/lib/texts/rules";
import { messageEvent } from "./event-rules";
import { messageIdOf, recipientOf, requireText, sendAtOf } from "./rules";
import { type MessageGiven, type QueuedMessage, queueMessageInputSchema } from "./schema";
import { discardDraft } from "./store";

/**
 * Promises a message: it passes the gate as of the moment it is to go out, takes its slot at once, and waits. Refused with the holder
 * like any planned touch. It is no touch until it has left: summary, lists and figures do not know it.
 */
export const queueMessage = defineCommand({
  name: "queueMessage",
  permission: "communications:write",
  input: queueMessageInputSchema,
  run: async (tx, input, ctx): Promise<QueuedMessage | Refused> => {
    requireText(input);
    const sendAt = sendAtOf(input.scheduled_for, ctx);
    const { lead_id: leadId, channel: code } = input;
    const text = comparableText(input.body_text);
    const spoken = { threadId: input.thread_id, replyToId: input.reply_to_id };
    // Sent together, run one after the other, as in logContact: what is read is read under the lead's lock.
    const [lead, facts, conversation] = await Promise.all([
      lockLeadForOutreach(tx, leadId),
      gatherFacts(tx, leadId, sendAt, code, text, ctx.now),
      getConversation(tx, leadId, spoken, code),
    ]);
    const to = recipientOf(facts, channelOf(facts, code), input.to, ctx.defaultRegion);
    const message = messageOf(input, sendAt, lead, conversation, ctx);
    const { override_reason: overrideReason } = input;
    const asked = {
      leadId,
      channel: code,
      communicationId: message.id,
      overrideReason,
      at: sendAt,
      to,
      text,
      conversation,
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
    if (input.draft_id) await discardDraft(tx, input.draft_id, ctx);
    await emit(tx, ctx, [messageEvent("message.queued", aboutOf(stored, sendAt), ctx)]);
    return { id: stored.id, status: "queued", message_id: stored.messageId, send_at: sendAt.toISOString() };
  },
});

function messageOf(
  input: MessageGiven,
  sendAt: Date,
  lead: LockedLead,
  conversation: ConversationFact | null,
  ctx: Context,
) {
  const id = newId();
  return {
    id,
    leadId: lead.id,
    companyId: lead.company_id,
    userId: ctx.actor.userId,
    actorName: ctx.actor.name,
    source: ctx.actor.via === "web" ? "composer" : "api",
    intent: "planned",
    channel: input.channel,
    direction: "outbound",
    subject: input.subject || null,
    body: input.body_text || null,
    status: "queued",
    messageId: messageIdOf(id, ctx.orgId),
    // When it is to happen: a promise has no other moment, and what has left is never dated anew.
    occurredAt: sendAt,
    scheduledFor: sendAt,
    nextAttemptAt: sendAt,
    priority: input.priority,
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
