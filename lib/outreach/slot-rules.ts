import { type Asker, type ChannelFacts, type Rule, type SlotFact, standingSlots, touchSentence } from "./fact-rules";

export const slotIsFree: Rule = {
  code: "RECENTLY_CONTACTED",
  result: "block",
  overridableFrom: "manager",
  passes: "Nobody has the slot.",
  find: (facts, channel, asker, at) => {
    const slot = standingSlots(facts, channel, at).find((one) => !mayRedial(one, channel, asker));
    if (!slot) return null;
    return { message: `${touchSentence(slot.touch, at)}. The slot is taken.`, holder: slot.touch, until: slot.until };
  },
};

export const channelRested: Rule = {
  code: "SAME_CHANNEL_RECENT",
  result: "warn",
  overridableFrom: "rep",
  passes: "No touch on this channel in the last days.",
  find: (facts, channel, asker, at) => {
    const touch = facts.recent.find((one) => one.channel === channel.code);
    if (!touch || (channel.redialBySameRep && touch.user?.id === asker.userId)) return null;
    const until = new Date(touch.at.getTime() + channel.softWindowSeconds * 1000);
    const since = touch.answered ? "answered since" : "no reply yet";
    return {
      message: touch.hidden ? `${touchSentence(touch, at)}.` : `${touchSentence(touch, at)}, ${since}.`,
      holder: touch,
      until,
    };
  },
};

// "A call may be redialled by the same rep" (product.md).
const mayRedial = (slot: SlotFact, channel: ChannelFacts, asker: Asker) =>
  channel.redialBySameRep && slot.touch.user?.id === asker.userId;
