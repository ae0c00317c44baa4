import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand, type Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/facts/queries";
import type { OutreachFacts } from "@/lib/guard/fact-rules";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, type LockedLead, lockLead, lockLeadForOutreach } from "@/lib/leads/store";
import { findOptOuts, recordOptOuts } from "@/lib/opt-outs/record-opt-outs";
import { passGate } from "@/lib/outreach/pass-gate";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import { toldReplyClassOf } from "@/lib/reply-classes/told-rules";
import { getConversation } from "@/lib/slots/conversation-queries";
import { type ConversationFact, placeOf } from "@/lib/slots/conversation-rules";
import { comparableText } from "@/lib/texts/rules";
import { saidIn } from "@/lib/told-touches/rules";
import { findRead } from "@/lib/told-touches/store";
import { callOf } from "./call-rules";
import { storeCall } from "./call-store";
import { collisionOf } from "./collision-rules";
import { touchEvents } from "./event-rules";
import { recordPrevented } from "./record-prevented";
import { type GivenTouch, type Moment, momentOf, sourceOf } from "./rules";
import { type LoggedContact, logContactCommandSchema } from "./schema";
import { insertTouchLater, type NewCommunication } from "./store";

/**
 * One touch into the ledger. Planned: passes the gate and takes the slot, or is refused with the holder (the attempt is kept as a
 * prevented collision). Happened: stored in any case; it takes the slot when that is free, and else records the collision.
 */
export const logContact = defineCommand({
  name: "logContact",
  permission: "communications:write",
  input: logContactCommandSchema,
  run: async (tx, input, ctx): Promise<LoggedContact | Refused> => {
    const moment = momentOf(input, ctx.now);
    // Sent together, run one after the other: what is read is read under the lead's lock, after one journey instead of three.
    const spoken = { threadId: input.thread_id, replyToId: input.reply_to_id };
    const lock = moment.intent === "planned" && input.direction === "outbound" ? lockLeadForOutreach : lockLead;
    const [lead, facts, conversation] = await Promise.all([
      lock(tx, input.lead_id),
      factsFor(tx, input, moment, ctx),
      getConversation(tx, input.lead_id, spoken, input.method),
    ]);
    const touch = { ...touchOf(input, moment, lead, ctx), ...placeOf(conversation, input.direction) };
    if (!facts) return received(tx, touch, lead, ctx);
    return touch.intent === "planned"
      ? plan(tx, touch, input, { facts, conversation }, lead, ctx)
      : happened(tx, touch, { facts, conversation }, lead, ctx);
  },
});

async function factsFor(
  tx: OrgTx,
  { lead_id, method, direction, body }: z.output<typeof logContactCommandSchema>,
  { intent, occurredAt }: Moment,
  ctx: Context,
): Promise<OutreachFacts | null> {
  if (direction === "inbound") return null;
  if (intent === "planned") return gatherFacts(tx, lead_id, ctx.now, method, comparableText(body));
  return gatherFacts(tx, lead_id, occurredAt, method);
}

type Known = { facts: OutreachFacts; conversation: ConversationFact | null };

async function plan(
  tx: OrgTx,
  touch: NewCommunication,
  input: GivenTouch,
  { facts, conversation }: Known,
  lead: LockedLead,
  ctx: Context,
): Promise<LoggedContact | Refused> {
  const asked = {
    leadId: lead.id,
    channel: touch.channel,
    communicationId: touch.id,
    overrideReason: input.override_reason,
    text: facts.text,
    conversation,
  };
  const gate = await passGate(tx, asked, facts, ctx);
  if ("refusal" in gate) return recordPrevented(tx, touch, gate, ctx);
  const { guardKind, overrideId, to, overridden } = gate;
  const collisions = overridden.map((one) => collisionOf(touch, "overridden", one));
  return store(tx, { ...touch, guardKind, overrideId, toAddress: to?.raw, toNorm: to?.norm }, collisions, lead, ctx);
}

// Whoever asks to be left alone in it is blocked in the same moment.
async function received(tx: OrgTx, touch: NewCommunication, lead: LockedLead, ctx: Context): Promise<LoggedContact> {
  const { id, channel, subject = null, body = null } = touch;
  const readAsId = await findRead(tx, saidIn(touch));
  const optOuts = await findOptOuts(tx, [{ id, leadId: lead.id, channel, subject, body, told: true }]);
  const found = isWritten(channel) ? toldReplyClassOf(subject, body) : null;
  const told = { ...touch, replyClass: found?.replyClass, replyEvidence: found?.evidence };
  const logged = await store(tx, { ...told, ...(readAsId && { readAsId, threadId: null }) }, [], lead, ctx);
  await recordOptOuts(tx, optOuts, ctx);
  return logged;
}

async function happened(
  tx: OrgTx,
  touch: NewCommunication,
  { facts, conversation }: Known,
  lead: LockedLead,
  ctx: Context,
): Promise<LoggedContact> {
  const { channel, id, occurredAt } = touch;
  // What a mailbox has shown already is not reached out twice.
  const readAsId = await findRead(tx, saidIn(touch));
  if (readAsId) return store(tx, { ...touch, readAsId, threadId: null }, [], lead, ctx);
  const asked = { leadId: lead.id, channel, communicationId: id, userId: ctx.actor.userId, occurredAt, conversation };
  const fact = await recordFact(tx, asked, facts);
  const collisions = fact.broken.map((one) => collisionOf(touch, "escaped", one));
  return store(tx, { ...touch, toAddress: fact.to?.raw, toNorm: fact.to?.norm }, collisions, lead, ctx);
}

async function store(
  tx: OrgTx,
  touch: NewCommunication,
  collisions: NewCollision[],
  lead: LockedLead,
  ctx: Context,
): Promise<LoggedContact> {
  const responded = Boolean(touch.repliedAt);
  const moves = movesAfterTouch(lead.status, { direction: touch.direction, responded });
  const moved = moves.length > 0 ? { old: lead.status, new: moves.at(-1)?.to } : null;
  const by = { leadId: lead.id, actorId: ctx.actor.userId, at: ctx.now };
  // On one journey with the commit, and in one statement with the slot where nothing else is to be stored.
  insertTouchLater(tx, touch);
  tx.along(storeCall(tx, touch, ctx.now));
  tx.along(insertCollisions(tx, collisions));
  const history = moves.map((move) => ({ ...move, ...by }));
  await insertStatusMoves(tx, history);
  await emit(tx, ctx, touchEvents(touch, moved, ctx, Boolean(touch.readAsId)));
  return {
    id: touch.id,
    lead_id: touch.leadId,
    user_id: touch.userId ?? null,
    method: touch.channel,
    direction: touch.direction,
    occurred_at: touch.occurredAt.toISOString(),
    created_at: ctx.now.toISOString(),
    collisions: collisions.map((one) => ({ kind: one.kind, code: one.code, other_id: one.otherCommunicationId })),
  };
}

function touchOf(
  input: GivenTouch,
  { intent, occurredAt, repliedAt }: Moment,
  lead: LockedLead,
  ctx: Context,
): NewCommunication {
  return {
    id: newId(),
    leadId: lead.id,
    companyId: lead.company_id,
    userId: ctx.actor.userId,
    actorName: ctx.actor.name,
    source: sourceOf(ctx),
    intent,
    channel: input.method,
    direction: input.direction,
    subject: input.subject || null,
    body: input.body || null,
    status: "logged",
    occurredAt,
    repliedAt,
    metadata: input.metadata ?? {},
    call: callOf(input),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

// Of a call and a meeting their outcome says what they came to.
const isWritten = (channel: string) => channel !== "call" && channel !== "meeting";
