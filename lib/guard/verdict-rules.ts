import { VERDICT_CHANNELS } from "./channel-rules";
import type { Channel, ChannelAnswer, Contactability, RefusalCode, RuleAnswer } from "./schema";

export type VerdictWord = "free" | "wait" | "taken" | "blocked" | "none";

/**
 * The one word a screen says about a channel. The strongest failing rule names it;
 * a channel that needs an address and has none on file is `none` unless something stronger speaks.
 */
export function verdictWord(answer: ChannelAnswer, channel?: Channel): VerdictWord {
  const failing = failingRules(answer);
  const codes = new Set(failing.filter((rule) => rule.result === "block").map((rule) => rule.code));
  const withoutAddress = answer.address === null && !NEEDS_NO_ADDRESS.has(channel ?? "email");
  if (BLOCKS_EVERYBODY.some((code) => codes.has(code))) return "blocked";
  if (codes.has("ADDRESS_INVALID")) return withoutAddress ? "none" : "blocked";
  if (TAKES_THE_SLOT.some((code) => codes.has(code))) return "taken";
  if (answer.verdict === "blocked") return answer.next_allowed_at === null ? "blocked" : "taken";
  if (withoutAddress) return "none";
  return answer.verdict === "warn" ? "wait" : "free";
}

/** The rules that speak against contact, strongest first: what nobody may override, other blocks, then warnings. */
export function failingRules(answer: ChannelAnswer): RuleAnswer[] {
  const failing = answer.rules.filter((rule) => rule.result === "block" || rule.result === "warn");
  return failing.sort((a, b) => strength(a) - strength(b));
}

/** True when this user may go on with a reason: something speaks against it and every such rule may be overridden. */
export function mayOverride(answer: ChannelAnswer): boolean {
  const failing = failingRules(answer);
  return failing.length > 0 && failing.every((rule) => rule.overridable);
}

/** The colleague whose touch or draft speaks against contact, the strongest first; null when it is nobody else's, or nobody's to give. */
export function holderToAsk(answer: ChannelAnswer, userId: string | undefined): { id: string; name: string } | null {
  if (verdictWord(answer) === "blocked") return null;
  const holders = failingRules(answer).map((rule) => rule.holder?.user);
  return holders.find((holder) => holder && holder.id !== userId) ?? null;
}

/**
 * Until when this word stands, not until when the channel is free: a taken slot opens before the soft window ends.
 * The latest end among the rules as strong as the strongest; null when one of them has none.
 */
export function verdictUntil(answer: ChannelAnswer): string | null {
  const [strongest, ...others] = failingRules(answer);
  if (!strongest) return answer.next_allowed_at;
  const ends = [strongest, ...others.filter((rule) => strength(rule) === strength(strongest))].map(
    (rule) => rule.until,
  );
  if (ends.every((end) => end != null)) return ends.toSorted().at(-1) ?? null;
  return null;
}

/** From when nothing speaks against contact any more, as far as is known now; null when something has no end. */
export function freeFrom(answer: ChannelAnswer): string | null {
  const ends = failingRules(answer).map((rule) => rule.until ?? null);
  return ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
}

/** The part of the strongest rule's window that is left, 0 to 100; 100 when its begin or end is unknown. */
export function windowLeft(answer: ChannelAnswer, now: Date): number {
  const [rule] = failingRules(answer);
  const end = rule?.until ?? answer.next_allowed_at;
  if (!rule?.holder || !end) return 100;
  const begin = Date.parse(rule.holder.at);
  const share = (Date.parse(end) - now.getTime()) / (Date.parse(end) - begin);
  return Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * 100) : 100;
}

/** As much of the answer as a row of dots and its sentences need: four channels, the rules that speak, no texts of touches. */
export function briefAnswers(channels: Contactability["channels"]): Contactability["channels"] {
  const known = VERDICT_CHANNELS.flatMap((channel) => {
    const answer = channels[channel];
    return answer ? [[channel, { ...answer, rules: failingRules(answer).map(withoutText) }] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Half of that again, for fifty rows at once: of each channel only the rules that make its word, its end and its sentence. */
export function dotAnswers(channels: Contactability["channels"]): Contactability["channels"] {
  const brief = Object.entries(briefAnswers(channels)).map(([channel, answer]) => {
    const [strongest, ...others] = answer.rules;
    if (!strongest) return [channel, answer] as const;
    const beside = others.filter((rule) => strength(rule) === strength(strongest));
    const rules = [strongest, ...beside.map((rule) => ({ ...rule, holder: null, message: "" }))];
    return [channel, { ...answer, rules }] as const;
  });
  return Object.fromEntries(brief);
}

function withoutText(rule: RuleAnswer): RuleAnswer {
  return rule.holder ? { ...rule, holder: { ...rule.holder, subject: null, excerpt: null } } : rule;
}

function strength(rule: RuleAnswer): number {
  if (rule.result === "warn") return 2;
  return BLOCKS_EVERYBODY.includes(rule.code) ? 0 : 1;
}

const BLOCKS_EVERYBODY: RefusalCode[] = ["DNC_BLOCKED", "NO_CONSENT"];
const TAKES_THE_SLOT: RefusalCode[] = ["RECENTLY_CONTACTED", "COMPANY_LIMIT"];
const NEEDS_NO_ADDRESS = new Set<Channel>(["meeting", "other"]);
