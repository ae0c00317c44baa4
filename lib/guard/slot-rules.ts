import type { ConversationFact } from "@/lib/slots/conversation-rules";
import {
  type Asker,
  type ChannelFacts,
  type OutreachFacts,
  type Rule,
  type SlotFact,
  standingSlots,
  touchSentence,
} from "./fact-rules";

export const slotIsFree: Rule = {
  code: "RECENTLY_CONTACTED",
  result: "block",
  overridableFrom: "manager",
  passes: "Nobody has the slot.",
  find: (facts, channel, asker, at) => {
    const slot = standingSlots(facts, channel, at).find((one) => !mayRedial(one, channel, asker));
    if (!slot) return null;
    if (slot.kind === "reply") return answered(slot, at);
    return { message: `${touchSentence(slot.touch, at)}. The slot is taken.`, holder: slot.touch, until: slot.until };
  },
};

export const channelRested: Rule = {
  code: "SAME_CHANNEL_RECENT",
  result: "warn",
  overridableFrom: "rep",
  passes: "No touch on this channel in the last days.",
  find: (facts, channel, asker, at) => {
    const waiting = facts.waiting?.find((one) => one.channel === channel.code);
    const touch = facts.recent.find((one) => one.channel === channel.code) ?? waiting;
    if (!touch || (channel.redialBySameRep && touch.user?.id === asker.userId)) return null;
    const until = new Date(touch.at.getTime() + channel.softWindowSeconds * 1000);
    if (touch.waiting) return { message: `${touchSentence(touch, at)}.`, holder: touch, until };
    return {
      message: touch.sharedAddress
        ? `${touchSentence(touch, at)} at ${touch.sharedAddress}, which many share. It was about another lead.`
        : `${touchSentence(touch, at)}${answerWords(touch)}.`,
      holder: touch,
      until,
    };
  },
};

const answerWords = ({ hidden, answered: since }: SlotFact["touch"]) =>
  hidden ? "" : since ? ", answered since" : ", no reply yet";

// Whoever answers a message answers it once and for all: there is no time from which it is free again.
const answered = ({ touch }: SlotFact, at: Date) => ({
  message: `${touchSentence(touch, at)}. It answers the same message.`,
  holder: touch,
  until: null,
});

// "A call may be redialled by the same rep" (product.md).
const mayRedial = (slot: SlotFact, channel: ChannelFacts, asker: Asker) =>
  channel.redialBySameRep && slot.touch.user?.id === asker.userId;

const always = { since: new Date(0), until: new Date(8_640_000_000_000_000) };

/**
 * The facts as an answer sees them: a live conversation is not outreach, so nothing of the windows stands in its way but a colleague who
 * answers the same message (product.md). The list, the address, the text and the quiet hours count as ever.
 */
export function asAnswer(facts: OutreachFacts, channel: ChannelFacts, { answers }: ConversationFact): OutreachFacts {
  if (!answers) return facts;
  const others = <T extends { channel: string }>(list: T[]) => list.filter((one) => one.channel !== channel.code);
  const held = answers.held.map((slot): SlotFact => ({ ...slot, ...always, group: channel.group, kind: "reply" }));
  return {
    ...facts,
    slots: [...facts.slots.filter((slot) => slot.group !== channel.group), ...held],
    recent: others(facts.recent),
    waiting: others(facts.waiting ?? []),
    company: { ...facts.company, recent: [] },
    person: [],
  };
}
