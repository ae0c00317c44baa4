import type { Role } from "@/lib/core/permissions";
import type { Holder, RefusalCode } from "./schema";
import { channelVerb, relativeTime } from "./wording-rules";

export type ChannelFacts = {
  code: string;
  addressKind: "email" | "phone" | "linkedin" | null;
  group: string;
  hardWindowSeconds: number;
  softWindowSeconds: number;
  redialBySameRep: boolean;
};
export type AddressFact = { kind: "email" | "phone" | "linkedin"; raw: string; norm: string; invalid: boolean };
export type TouchFact = {
  communicationId: string;
  user: { id: string; name: string } | null;
  at: Date;
  channel: string;
  subject: string | null;
  excerpt: string | null;
  answered: boolean;
  /** of a lead that the asker may not see: they learn "taken, since when" and nothing else */
  hidden?: boolean;
};
export type SlotFact = { guardId: string; group: string; since: Date; until: Date; touch: TouchFact };
export type DncFact = {
  id: string;
  kind: string;
  channel: string | null;
  reason: string;
  since: Date;
  expiresAt: Date | null;
};

/** All the guard looks at, gathered in one query for one lead: by lead and by every normalised address of the person. */
export type OutreachFacts = {
  leadId: string;
  channels: ChannelFacts[];
  /** every address, the primary of each kind first */
  addresses: AddressFact[];
  slots: SlotFact[];
  dnc: DncFact[];
  /** the newest attempt per channel within that channel's soft window */
  recent: TouchFact[];
};

export type Asker = { userId: string; role: Role };
export type Finding = { message: string; holder?: TouchFact; until?: Date | null };
/** One check of the guard. Which come first is the order of `rules` in rules.ts. */
export type Rule = {
  code: RefusalCode;
  result: "block" | "warn";
  /** null: nobody may override */
  overridableFrom: Role | null;
  passes: string;
  applies?: (facts: OutreachFacts, channel: ChannelFacts) => boolean;
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

/** The address a touch on this channel goes to, if the lead has one on file. */
export const addressOf = (facts: OutreachFacts, channel: ChannelFacts) =>
  facts.addresses.find((address) => address.kind === channel.addressKind) ?? null;

/** "Rik emailed 2 days ago". */
export const touchSentence = (touch: TouchFact, at: Date) =>
  touch.hidden
    ? `Taken ${relativeTime(touch.at, at)}`
    : `${touch.user?.name ?? "Somebody"} ${channelVerb(touch.channel)} ${relativeTime(touch.at, at)}`;

/** A touch as the guard names it to people; null when they may not see its lead. */
export function toHolder(touch: TouchFact): Holder | null {
  if (touch.hidden) return null;
  return {
    user: touch.user,
    at: touch.at.toISOString(),
    channel: touch.channel,
    subject: touch.subject,
    excerpt: touch.excerpt,
  };
}
