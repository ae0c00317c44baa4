import { durationWords } from "@/components/calls/duration-words";
import { channelVerb } from "@/components/outreach/channel-words";
import { CALL_OUTCOMES, type CallResult } from "@/lib/communications/call-schema";
import type { Touch } from "@/lib/communications/schema";
import type { RefusalCode } from "@/lib/guard/schema";

export type TouchReader = { userId?: string; leadName: string };

/** Who did it: "You", the colleague, or the lead. */
export function touchActor(touch: Touch, reader: TouchReader): string {
  if (touch.direction === "inbound") return reader.leadName;
  if (!touch.user) return touch.source === "sequence" ? "Sequence" : "Somebody";
  return touch.user.id === reader.userId ? "You" : touch.user.name;
}

/** What was done: "emailed", "replied by email", "called Bob". */
export function touchVerb(touch: Touch, inThread: boolean): string {
  if (touch.status === "queued" || touch.ended_at) return `scheduled ${SCHEDULED[touch.method] ?? "a message"}`;
  if (touch.direction === "outbound")
    return `${channelVerb(touch.method)}${touch.source === "sequence" ? " by sequence" : ""}`;
  if (touch.method === "call") return touch.user ? `called ${touch.user.name}` : "called";
  if (touch.method === "meeting") return "met us";
  return inThread ? "replied" : (INBOUND_VERBS[touch.method] ?? "answered");
}

/** What became of it, at the right of the line. */
export function touchOutcome(touch: Touch): string {
  if (touch.status === "queued") return "Scheduled";
  if (touch.call) return callWords(touch.call);
  if (touch.status === "logged") return touch.intent === "planned" ? "Took the slot" : "Logged";
  return touch.status.replace(/^./, (letter) => letter.toUpperCase());
}

function callWords({ outcome, duration_seconds }: CallResult): string {
  const name = CALL_OUTCOMES.find((one) => one.code === outcome)?.name;
  return [name, duration_seconds === null ? null : durationWords(duration_seconds)].filter(Boolean).join(", ");
}

/** A collision in words: what was broken, whatever the code is called. */
export function collisionWords(code: RefusalCode): string {
  return COLLISIONS[code];
}

const SCHEDULED: Record<string, string> = { email: "an email", sms: "a text" };

const INBOUND_VERBS: Record<string, string> = {
  email: "emailed",
  linkedin: "wrote on LinkedIn",
  sms: "texted",
  whatsapp: "wrote",
};

const COLLISIONS: Record<RefusalCode, string> = {
  ADDRESS_INVALID: "The address does not work",
  DNC_BLOCKED: "The person is on the do-not-contact list",
  NO_CONSENT: "There was no consent for this channel",
  QUIET_HOURS: "It was quiet hours where they are",
  RECENTLY_CONTACTED: "The slot was taken",
  COMPANY_LIMIT: "Enough people at this company were in play",
  SAME_CHANNEL_RECENT: "This channel was used a few days before",
  COMPANY_RECENT: "A colleague had contacted the company",
  SIMILAR_MESSAGE: "Nearly the same text went out before",
  DRAFT_CLAIMED: "A colleague was writing",
  TOO_MANY_TOUCHES: "Many touches in a few days",
  IN_SEQUENCE: "A sequence was running",
};

/** Those that happened or still wait to: what was withdrawn before it left is no touch, also where its hour is still to come. */
export const heldTouches = <T extends Pick<Touch, "ended_at">>(touches: readonly T[]): T[] =>
  touches.filter((touch) => !touch.ended_at);
