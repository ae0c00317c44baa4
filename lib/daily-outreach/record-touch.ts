import type { OrgTx } from "@/db/tenant";
import { collisionOf } from "@/lib/communications/collision-rules";
import { touchEvents } from "@/lib/communications/event-rules";
import { recordPrevented } from "@/lib/communications/record-prevented";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/facts/queries";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, lockLeadForOutreach } from "@/lib/leads/store";
import { passGate } from "@/lib/outreach/pass-gate";
import { insertCollisions } from "@/lib/outreach/store";
import { getConversation } from "@/lib/slots/conversation-queries";
import { placeOf } from "@/lib/slots/conversation-rules";

type Wish = {
  leadId: string;
  channel: string;
  notes: string | null;
  campaignId: string | null;
  /** a message of theirs that it answers */
  replyToId?: string | null;
  overrideReason?: string;
};

/** A touch that is about to happen by hand, through the gate like any: its id, or the refusal whose evidence is kept. */
export async function recordTouch(
  tx: OrgTx,
  { leadId, channel, notes, campaignId, replyToId, overrideReason }: Wish,
  ctx: Context,
): Promise<string | Refused> {
  const [lead, facts, conversation] = await Promise.all([
    lockLeadForOutreach(tx, leadId),
    gatherFacts(tx, leadId, ctx.now, channel),
    getConversation(tx, leadId, { replyToId }, channel),
  ]);
  const touch = {
    id: newId(),
    leadId,
    companyId: lead.company_id,
    userId: ctx.actor.userId,
    actorName: ctx.actor.name,
    source: "batch",
    intent: "planned",
    channel,
    direction: "outbound",
    body: notes,
    campaignId,
    ...placeOf(conversation),
    status: "logged",
    occurredAt: ctx.now,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  } satisfies NewCommunication;
  const asked = { leadId, channel, communicationId: touch.id, conversation, overrideReason };
  const gate = await passGate(tx, asked, facts, ctx);
  if ("refusal" in gate) return recordPrevented(tx, touch, gate, ctx);
  const { guardKind, overrideId, to, overridden } = gate;
  const stored = { ...touch, guardKind, overrideId, toAddress: to?.raw, toNorm: to?.norm };
  await insertCommunications(tx, [stored]);
  await insertCollisions(
    tx,
    overridden.map((one) => ({ ...collisionOf(stored, "overridden", one), at: ctx.now })),
  );
  const moves = movesAfterTouch(lead.status, { direction: "outbound", responded: false });
  await insertStatusMoves(
    tx,
    moves.map((move) => ({ ...move, leadId, actorId: ctx.actor.userId, at: ctx.now })),
  );
  const moved = moves.length > 0 ? { old: lead.status, new: moves.at(-1)?.to } : null;
  await emit(tx, ctx, touchEvents(stored, moved, ctx));
  return touch.id;
}
