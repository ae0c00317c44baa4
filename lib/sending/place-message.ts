import type { OrgTx } from "@/db/tenant";
import { collisionOf } from "@/lib/communications/collision-rules";
import { recordPrevented } from "@/lib/communications/record-prevented";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/facts/queries";
import type { OutreachFacts } from "@/lib/guard/fact-rules";
import { lockLeadForOutreach } from "@/lib/leads/store";
import { channelOf, type Met, passGate } from "@/lib/outreach/pass-gate";
import { insertCollisions } from "@/lib/outreach/store";
import { getConversation } from "@/lib/slots/conversation-queries";
import { type ConversationFact, placeOf } from "@/lib/slots/conversation-rules";
import { requireNoField } from "@/lib/templates/field-rules";
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
  requireSayable(given);
  const { leadId, channel, sendAt } = given;
  if (isAutomated(given.source) && channel === "email") await requirePostalAddress(tx);
  const spoken = { threadId: given.threadId, replyToId: given.replyToId };
  // Sent together, run one after the other, as in logContact: what is read is read under the lead's lock.
  const [lead, facts, conversation] = await Promise.all([
    lockLeadForOutreach(tx, leadId),
    gatherFacts(tx, leadId, sendAt, channel, comparableText(given.body), ctx.now),
    getConversation(tx, leadId, spoken, channel),
  ]);
  const passed = await letPass(tx, { given, lead, facts, ctx }, conversation);
  if ("refused" in passed) return passed;
  await store(tx, [passed]);
  return answerOf(passed);
}

/** A message that belongs to no conversation, of a lead that the caller holds locked for outreach, with what it looked at since. */
export type ReadyMessage = {
  given: NewMessage;
  lead: { id: string; company_id: string | null };
  facts: OutreachFacts;
  ctx: Context;
};

/** The same for several at once, written together; no two of them of one person or company, since none sees the others. */
export async function placeMessages(tx: OrgTx, list: ReadyMessage[]): Promise<(QueuedMessage | Refused)[]> {
  for (const { given } of list) requireSayable(given);
  if (list.some(({ given }) => isAutomated(given.source) && given.channel === "email")) await requirePostalAddress(tx);
  const tried: (Passed | Refused)[] = [];
  for (const one of list) tried.push(await letPass(tx, one, null));
  await store(
    tx,
    tried.flatMap((one) => ("refused" in one ? [] : [one])),
  );
  return tried.map((one) => ("refused" in one ? one : answerOf(one)));
}

function requireSayable({ subject, body }: NewMessage): void {
  requireText(body);
  requireNoField("subject", subject);
  requireNoField("body_text", body);
}

type Stored = ReturnType<typeof messageOf> & Pick<NewCommunication, "guardKind" | "overrideId">;
type Passed = { stored: Stored; sendAt: Date; overridden: Met[]; ctx: Context };

async function letPass(
  tx: OrgTx,
  { given, lead, facts, ctx }: ReadyMessage,
  conversation: ConversationFact | null,
): Promise<Passed | Refused> {
  const { leadId, channel, sendAt, overrideReason } = given;
  const message = messageOf(given, lead, conversation, ctx);
  const asked = {
    leadId,
    channel,
    communicationId: message.id,
    overrideReason,
    at: sendAt,
    to: recipientOf(facts, channelOf(facts, channel), given.to, ctx.defaultRegion),
    text: facts.text,
    conversation,
    enrollmentId: given.step?.enrollmentId,
  };
  const gate = await passGate(tx, asked, facts, ctx);
  if ("refusal" in gate) return recordPrevented(tx, message, gate, ctx);
  const { guardKind, overrideId, to: address, overridden } = gate;
  const stored = { ...message, guardKind, overrideId, toAddress: address?.raw, toNorm: address?.norm };
  return { stored, sendAt, overridden, ctx };
}

async function store(tx: OrgTx, list: Passed[]): Promise<void> {
  await insertCommunications(
    tx,
    list.map((one) => one.stored),
  );
  await insertCollisions(
    tx,
    list.flatMap(({ stored, overridden, ctx }) =>
      overridden.map((one) => ({ ...collisionOf(stored, "overridden", one), at: ctx.now })),
    ),
  );
  const [first] = list;
  if (!first) return;
  const events = list.map(({ stored, sendAt, ctx }) => ({
    ...messageEvent("message.queued", aboutOf(stored, sendAt), ctx),
    actor: ctx.actor,
  }));
  await emit(tx, first.ctx, events);
}

const answerOf = ({ stored, sendAt }: Passed): QueuedMessage => ({
  id: stored.id,
  status: "queued",
  message_id: bracketed(stored.messageId),
  send_at: sendAt.toISOString(),
});

function messageOf(given: NewMessage, lead: ReadyMessage["lead"], conversation: ConversationFact | null, ctx: Context) {
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
