import type { Actor } from "@/lib/core/context";
import type { Role } from "@/lib/core/permissions";
import type { DraftFact } from "@/lib/drafts/queries";
import type { RunningFact } from "@/lib/enrollments/queries";
import type { Place } from "@/lib/quiet-hours/place-rules";
import type { QuietHours } from "@/lib/quiet-hours/schema";
import type { Settings } from "@/lib/settings/schema";
import type { HeldSlot, HeldTouch } from "@/lib/slots/rules";
import type { Holder, RefusalCode } from "./schema";
import { channelVerb, exactMoment, relativeTime, waitingNoun } from "./wording-rules";

export type ChannelFacts = {
  code: string;
  addressKind: "email" | "phone" | "linkedin" | null;
  group: string;
  hardWindowSeconds: number;
  softWindowSeconds: number;
  redialBySameRep: boolean;
  quietHoursApply: boolean;
};
export type AddressFact = {
  kind: "email" | "phone" | "linkedin";
  raw: string;
  norm: string;
  invalid: boolean;
  /** a mailbox or switchboard of many people: it warns and takes no slot */
  shared: boolean;
};
export type TouchFact = HeldTouch;
export type SlotFact = HeldSlot;
export type DncFact = {
  id: string;
  kind: string;
  channel: string | null;
  reason: string;
  since: Date;
  expiresAt: Date | null;
};

/** The newest word on one address, for outreach. */
export type ConsentFact = {
  kind: string;
  norm: string;
  status: "granted" | "denied" | "unknown" | "withdrawn";
  source: string;
  at: Date;
  expiresAt: Date | null;
  /** many people are behind the address */
  shared?: boolean;
};

/** All the guard looks at, gathered in one query for one lead: by lead and by every normalised address of the person. */
export type OutreachFacts = {
  leadId: string;
  channels: ChannelFacts[];
  /** every address, the primary of each kind first */
  addresses: AddressFact[];
  slots: SlotFact[];
  dnc: DncFact[];
  consents: ConsentFact[];
  /** the newest attempt per channel within that channel's soft window */
  recent: TouchFact[];
  /** messages that wait to go out, per channel, within its soft window before or after */
  waiting?: TouchFact[];
  settings: Settings;
  company: {
    /** the newest outreach to somebody else there, and the newest by another person than that */
    recent: TouchFact[];
    /** other people in play, counted up to the ceiling; 0 without one */
    others: number;
    /** this person is in play already */
    itself: boolean;
  };
  /** the newest touches over all channels, as many as the rule counts */
  person: TouchFact[];
  /** what would be sent, as it is compared; null when nobody gave it */
  text: string | null;
  similar: { touch: TouchFact; similarity: number } | null;
  /** who is writing to this lead or to any of the addresses, the earliest first */
  drafts: DraftFact[];
  /** sequences that run for this person */
  running?: RunningFact[];
  /** where the person may be */
  place: Place;
  quietHours: QuietHours;
};

export type Asker = { userId: string; role: Role; via?: Actor["via"] };
/** As much of a touch, or of a draft, as a holder is made of. */
export type HolderFact = Omit<TouchFact, "communicationId" | "answered"> & { communicationId?: string };
export type Finding = { message: string; holder?: HolderFact; until?: Date | null; similarity?: number };
/** One check of the guard. Which come first is the order of `rules` in rules.ts. */
export type Rule = {
  code: RefusalCode;
  result: "block" | "warn";
  /** null: nobody may override */
  overridableFrom: Role | null;
  passes: string;
  applies?: (facts: OutreachFacts, channel: ChannelFacts, asker: Asker) => boolean;
  /** what is said when it does not apply; else that there is no address to check */
  skips?: string;
  find: (facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date) => Finding | null;
};

/**
 * The slots that stand in the way of a touch at `at` on this channel: those that overlap the window it would take. One that began a
 * moment later counts too, since `at` was read before the lead was locked.
 */
export const standingSlots = (facts: OutreachFacts, channel: ChannelFacts, at: Date) => {
  const end = at.getTime() + channel.hardWindowSeconds * 1000;
  return facts.slots.filter((slot) => slot.group === channel.group && slot.since.getTime() < end && at < slot.until);
};

/** Work that nobody watches: it waits where a person is only warned, and never overrides. */
export const isAutomated = (asker: Asker) => asker.via === "job";

/** The address a touch on this channel goes to, if the lead has one on file. */
export const addressOf = (facts: OutreachFacts, channel: ChannelFacts) =>
  facts.addresses.find((address) => address.kind === channel.addressKind) ?? null;

/** "Rik emailed 2 days ago", "Rik has scheduled an email for Thu 26 Nov 09:00 UTC", and "Taken 2 days ago" to who may not see the lead. */
export function touchSentence(touch: TouchFact, at: Date): string {
  if (touch.hidden) return touch.waiting ? "Taken by a message that waits" : `Taken ${relativeTime(touch.at, at)}`;
  const who = touch.user?.name ?? "Somebody";
  if (touch.waiting) return `${who} has scheduled ${waitingNoun(touch.channel)} for ${exactMoment(touch.at)}`;
  return `${who} ${channelVerb(touch.channel)} ${relativeTime(touch.at, at)}`;
}

/** A touch as the guard names it to people; null when they may not see its lead. */
export function toHolder(touch: HolderFact): Holder | null {
  if (touch.hidden) return null;
  return {
    user: touch.user,
    at: touch.at.toISOString(),
    channel: touch.channel,
    subject: touch.subject,
    excerpt: touch.excerpt,
    ...(touch.waiting && { scheduled: true }),
  };
}
