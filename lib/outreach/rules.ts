import { atLeast, type Role } from "@/lib/core/permissions";
import type { ChannelAnswer, Holder, RefusalCode, RuleAnswer } from "./schema";
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
type Finding = { message: string; holder?: TouchFact; until?: Date | null };
type Rule = {
  code: RefusalCode;
  result: "block" | "warn";
  /** null: nobody may override */
  overridableFrom: Role | null;
  passes: string;
  applies?: (facts: OutreachFacts, channel: ChannelFacts) => boolean;
  find: (facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date) => Finding | null;
};

// In the order of the checks of product.md; a new rule is a new line here.
const rules: Rule[] = [
  {
    code: "ADDRESS_INVALID",
    result: "block",
    overridableFrom: null,
    passes: "The address is not known to fail.",
    applies: (facts, channel) => addressOf(facts, channel) !== null,
    find: (facts, channel) => {
      const address = addressOf(facts, channel);
      return address?.invalid
        ? { message: `${address.raw} does not work: a message to it came back. Correct it first.` }
        : null;
    },
  },
  {
    code: "DNC_BLOCKED",
    result: "block",
    overridableFrom: null,
    passes: "Not on the do-not-contact list.",
    find: (facts, channel) => {
      const entry = facts.dnc.find((one) => one.channel === null || one.channel === channel.code);
      return entry
        ? { message: `Do not contact: ${entry.reason}. Nobody may override this.`, until: entry.expiresAt }
        : null;
    },
  },
  {
    code: "RECENTLY_CONTACTED",
    result: "block",
    overridableFrom: "manager",
    passes: "Nobody has the slot.",
    find: (facts, channel, asker, at) => {
      const slot = standingSlots(facts, channel, at).find((one) => !mayRedial(one, channel, asker));
      if (!slot) return null;
      return { message: `${sentence(slot.touch, at)}. The slot is taken.`, holder: slot.touch, until: slot.until };
    },
  },
  {
    code: "SAME_CHANNEL_RECENT",
    result: "warn",
    overridableFrom: "rep",
    passes: "No touch on this channel in the last days.",
    find: (facts, channel, asker, at) => {
      const touch = facts.recent.find((one) => one.channel === channel.code);
      if (!touch || (channel.redialBySameRep && touch.user?.id === asker.userId)) return null;
      const until = new Date(touch.at.getTime() + channel.softWindowSeconds * 1000);
      return {
        message: `${sentence(touch, at)}, ${touch.answered ? "answered since" : "no reply yet"}.`,
        holder: touch,
        until,
      };
    },
  },
];

/** May this person contact the lead on this channel at this moment? Pure; every door shows this answer. */
export function assessOutreach(facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date): ChannelAnswer {
  const answers = rules.map((rule) => answerOf(rule, facts, channel, asker, at));
  const failing = answers.filter(isFailing);
  const verdict = failing.some((one) => one.result === "block") ? "blocked" : failing.length > 0 ? "warn" : "free";
  return {
    verdict,
    next_allowed_at:
      verdict === "free"
        ? at.toISOString()
        : latest(failing.filter((one) => verdict === "warn" || one.result === "block")),
    address: addressOf(facts, channel)?.raw ?? null,
    rules: answers,
  };
}

export const isFailing = (answer: RuleAnswer) => answer.result === "block" || answer.result === "warn";

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

// "A call may be redialled by the same rep" (product.md).
const mayRedial = (slot: SlotFact, channel: ChannelFacts, asker: Asker) =>
  channel.redialBySameRep && slot.touch.user?.id === asker.userId;

function answerOf(rule: Rule, facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date): RuleAnswer {
  const { code } = rule;
  if (rule.applies && !rule.applies(facts, channel)) {
    return { code, result: "skip", overridable: false, message: "No address on file to check." };
  }
  const finding = rule.find(facts, channel, asker, at);
  if (!finding) return { code, result: "pass", overridable: false, message: rule.passes };
  return {
    code,
    result: rule.result,
    overridable: rule.overridableFrom !== null && atLeast(asker.role, rule.overridableFrom),
    message: finding.message,
    holder: finding.holder ? toHolder(finding.holder) : null,
    until: finding.until?.toISOString() ?? null,
  };
}

// The moment from which none of them stands in the way; null when one of them does not end.
function latest(failing: RuleAnswer[]): string | null {
  const ends = failing.map((one) => one.until ?? null);
  return ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
}

const sentence = (touch: TouchFact, at: Date) =>
  `${touch.user?.name ?? "Somebody"} ${channelVerb(touch.channel)} ${relativeTime(touch.at, at)}`;

/** A touch as the guard names it to people. */
export function toHolder(touch: TouchFact): Holder {
  return {
    user: touch.user,
    at: touch.at.toISOString(),
    channel: touch.channel,
    subject: touch.subject,
    excerpt: touch.excerpt,
  };
}
