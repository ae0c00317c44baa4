import type { OrgTx } from "@/db/tenant";
import { gatherFacts } from "@/lib/facts/queries";
import { addressOf, type ChannelFacts, type OutreachFacts } from "@/lib/guard/fact-rules";
import type { RefusalCode } from "@/lib/guard/schema";
import type { ConversationFact } from "@/lib/slots/conversation-rules";
import { takeReplySlot, takeSlot } from "@/lib/slots/store";
import { channelOf, slotOf } from "./pass-gate";

export type Fact = {
  leadId: string;
  channel: string;
  communicationId: string;
  /** who contacted */
  userId: string | null;
  occurredAt: Date;
  conversation?: ConversationFact | null;
};
export type RecordedFact = {
  to: { raw: string; norm: string } | null;
  broken: { code: RefusalCode; otherId: string | null }[];
};

/** An outbound touch that happened: takes its slot when that is free; says which hard rules it broke, and refuses nothing. */
export async function recordFact(tx: OrgTx, fact: Fact, known?: OutreachFacts): Promise<RecordedFact> {
  const facts = known ?? (await gatherFacts(tx, fact.leadId, fact.occurredAt, fact.channel));
  const channel = channelOf(facts, fact.channel);
  const to = addressOf(facts, channel);
  // An entry added after the touch was not broken by it.
  const onList = facts.dnc.some((entry) => entry.since <= fact.occurredAt);
  const broken: RecordedFact["broken"] = onList ? [{ code: "DNC_BLOCKED", otherId: null }] : [];
  const answers = fact.conversation?.answers;
  // An answer to their message is no outreach; two people answering the same one still is a collision.
  if (answers && answers.at <= fact.occurredAt) {
    const slot = slotOf(facts, channel, fact.occurredAt, fact.communicationId, fact.userId);
    const first = await takeReplySlot(
      tx,
      { ...slot, key: answers.key },
      { ending: [], at: fact.occurredAt, reason: "" },
    );
    await takeSlot(tx, slot);
    const before = answers.held[0]?.touch.communicationId ?? null;
    if (!first || before) broken.push({ code: "RECENTLY_CONTACTED", otherId: before });
    return { to: to && { raw: to.raw, norm: to.norm }, broken };
  }
  const other = otherTouch(facts, channel, fact.userId);
  if (other) broken.push({ code: "RECENTLY_CONTACTED", otherId: other.communicationId });
  else if (!(await takeSlot(tx, slotOf(facts, channel, fact.occurredAt, fact.communicationId, fact.userId)))) {
    const again = await gatherFacts(tx, fact.leadId, fact.occurredAt, fact.channel);
    const winner = otherTouch(again, channel, fact.userId);
    if (winner) broken.push({ code: "RECENTLY_CONTACTED", otherId: winner.communicationId });
  }
  return { to: to && { raw: to.raw, norm: to.norm }, broken };
}

// A redial by the same rep breaks no rule (product.md).
function otherTouch(facts: OutreachFacts, channel: ChannelFacts, userId: string | null) {
  const slots = facts.slots.filter((slot) => slot.group === channel.group && slot.until > slot.since);
  return (
    slots.map((slot) => slot.touch).find((touch) => !(channel.redialBySameRep && touch.user?.id === userId)) ?? null
  );
}
