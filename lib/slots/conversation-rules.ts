import type { HeldSlot } from "./rules";

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
  held: HeldSlot[];
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
