import type { Channel, ChannelAnswer, RefusalCode, RuleAnswer } from "./schema";

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
  if (answer.verdict === "warn") return "wait";
  return withoutAddress ? "none" : "free";
}

/** The rules that speak against contact, strongest first: blocks before warnings, each in the guard's own order. */
export function failingRules(answer: ChannelAnswer): RuleAnswer[] {
  const blocks = answer.rules.filter((rule) => rule.result === "block");
  const warnings = answer.rules.filter((rule) => rule.result === "warn");
  return [...blocks, ...warnings];
}

/** True when this user may go on with a reason: something speaks against it and every such rule may be overridden. */
export function mayOverride(answer: ChannelAnswer): boolean {
  const failing = failingRules(answer);
  return failing.length > 0 && failing.every((rule) => rule.overridable);
}

/** Until when the verdict stands: the guard's own next time, else the latest end of the failing rules; null = no end. */
export function verdictUntil(answer: ChannelAnswer): string | null {
  if (answer.next_allowed_at !== null) return answer.next_allowed_at;
  const ends = failingRules(answer).flatMap((rule) => rule.until ?? []);
  return ends.sort().at(-1) ?? null;
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

const BLOCKS_EVERYBODY: RefusalCode[] = ["DNC_BLOCKED", "NO_CONSENT"];
const TAKES_THE_SLOT: RefusalCode[] = ["RECENTLY_CONTACTED", "COMPANY_LIMIT"];
const NEEDS_NO_ADDRESS = new Set<Channel>(["meeting", "other"]);
