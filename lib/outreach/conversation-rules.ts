import type { ChannelFacts, OutreachFacts, SlotFact } from "./fact-rules";

/** What a touch in a conversation is part of, and the message of theirs that it answers, if nobody has answered that yet. */
export type ConversationFact = {
  threadId: string | null;
  channel: string;
  answers: Answered | null;
};
export type Answered = {
  id: string;
  /** what the slot of answering it is called */
  key: string;
  at: Date;
  messageId: string | null;
  references: string | null;
  /** who answers it, or is about to */
  held: SlotFact[];
};

/** What a touch in a conversation says of its place there. */
export const placeOf = (conversation: ConversationFact | null, direction: "outbound" | "inbound" = "outbound") => {
  const answers = direction === "outbound" ? conversation?.answers : null;
  return {
    threadId: conversation?.threadId ?? null,
    parentId: answers?.id ?? null,
    inReplyTo: answers?.messageId ?? null,
    references: answers?.references ?? null,
  };
};

const always = { since: new Date(0), until: new Date(8_640_000_000_000_000) };

/**
 * The facts as an answer sees them: a live conversation is not outreach, so nothing of the window stands in its way but a colleague who
 * answers the same message (product.md). Everything else the guard looks at stays.
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
  };
}
