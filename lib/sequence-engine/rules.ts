import { sayTogether } from "@/lib/core/text-rules";
import { plusSeconds } from "@/lib/core/time";
import type { StopReason } from "@/lib/enrollments/rules";
import type { RuleAnswer } from "@/lib/guard/schema";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import { ASKED_KINDS, type SequenceStep, type StepKind } from "@/lib/sequences/schema";

export type Way = { stepId: string | null; nextRunAt: Date | null; awaits: string | null; resumeAt: Date | null };
/** What is known of the lead at the moment of a decision. */
export type LeadState = {
  /** why it must end; null: nobody stepped in */
  stop: StopReason | null;
  /** every zone they may be in */
  zones: string[];
  /** whether the condition of the step that comes next holds; null: it has none */
  holds: boolean | null;
};
export type Next = { step: SequenceStep | null; at: Date };
export type Decision =
  | { kind: "stop"; reason: StopReason }
  | { kind: "finish" }
  | { kind: "wait"; until: Date; words: string }
  | { kind: "rest"; words: string }
  | { kind: "send"; step: SequenceStep }
  | { kind: "ask"; step: SequenceStep; awaits: "call" | "linkedin" | "task" }
  | {
      kind: "pass";
      event: "skipped" | "waited" | "branched";
      step: SequenceStep;
      next: SequenceStep | null;
      words: string;
    };

export const NOT_YET = "Its time has not come.";

/** What comes next for one lead: one decision, by what is known and nothing else. Parked ones come back by themselves. */
export function nextStep(way: Way, steps: readonly SequenceStep[], lead: LeadState, now: Date): Decision {
  if (lead.stop) return { kind: "stop", reason: lead.stop };
  if (way.resumeAt && way.resumeAt > now)
    return { kind: "wait", until: way.resumeAt, words: "They are away until then." };
  if (way.awaits) return { kind: "rest", words: "The rep was asked." };
  const step = steps.find((one) => one.id === way.stepId);
  if (!step) return { kind: "finish" };
  if (way.nextRunAt && way.nextRunAt > now) return { kind: "wait", until: way.nextRunAt, words: NOT_YET };
  const open = step.window ? nextAllowed(lead.zones, { ...step.window, holidays: [] }, now) : now;
  if (!open) return { kind: "stop", reason: "no_hour" };
  if (open > now)
    return { kind: "wait", until: open, words: "It waits for the hours of this step, by the clock where they are." };
  return decide(step, steps, lead.holds);
}

function decide(step: SequenceStep, steps: readonly SequenceStep[], holds: boolean | null): Decision {
  const after = steps.find((one) => one.position === step.position + 1) ?? null;
  if (step.kind === "wait") return { kind: "pass", event: "waited", step, next: after, words: "It has waited." };
  if (step.kind === "condition") {
    const other = steps.find((one) => one.position === step.otherwise) ?? null;
    return holds
      ? { kind: "pass", event: "branched", step, next: after, words: "The condition holds." }
      : { kind: "pass", event: "branched", step, next: other, words: "The condition does not hold." };
  }
  if (holds === false)
    return {
      kind: "pass",
      event: "skipped",
      step,
      next: after,
      words: "Its condition does not hold, so it is left out.",
    };
  return isAsked(step.kind) ? { kind: "ask", step, awaits: step.kind } : { kind: "send", step };
}

const isAsked = (kind: StepKind): kind is "call" | "linkedin" | "task" => ASKED_KINDS.includes(kind);

/** When a step is due after something happened now; the hours of the step are looked at when it is. */
export const dueAfter = (next: SequenceStep | null, now: Date): Date =>
  next ? plusSeconds(now, next.delay_hours * 3600) : now;

export type Met = { kind: "stop"; reason: StopReason; words: string } | { kind: "wait"; until: Date; words: string };

export const noAddress: Met = { kind: "stop", reason: "address_invalid", words: "There is no address on file." };

/** Why a step is left out for a lead of whom its text needs what nobody knows. */
export const lackWords = (missing: readonly string[]): string =>
  `The lead has no ${missing.map((name) => name.replaceAll("_", " ")).join(" and no ")}, so it is left out.`;

/** What automation makes of the guard's no: it waits for what only time answers, and stops for everything else. It never overrides. */
export function meetGuard(failing: readonly RuleAnswer[], nextAllowedAt: string | null, enrolledAt: Date): Met | null {
  const [first] = failing;
  if (!first) return null;
  const words = sayTogether(failing.map((rule) => rule.message));
  const hard = failing.find((rule) => hardStops[rule.code]);
  if (hard) return { kind: "stop", reason: hardStops[hard.code] ?? "collision", words };
  // What the sequence itself sent, since nobody else touched them after they were enrolled, is waited for.
  const foreign = failing.find(
    (rule) => !waits.has(rule.code) && !(ownWindows.has(rule.code) && isOwn(rule, enrolledAt)),
  );
  if (foreign || nextAllowedAt === null)
    return { kind: "stop", reason: nextAllowedAt === null && !foreign ? "no_hour" : "collision", words };
  return { kind: "wait", until: new Date(nextAllowedAt), words };
}

const hardStops: Partial<Record<RuleAnswer["code"], StopReason>> = {
  DNC_BLOCKED: "do_not_contact",
  NO_CONSENT: "no_consent",
  ADDRESS_INVALID: "address_invalid",
};
const waits = new Set<RuleAnswer["code"]>(["QUIET_HOURS", "RECENTLY_CONTACTED", "COMPANY_LIMIT"]);
const ownWindows = new Set<RuleAnswer["code"]>(["SAME_CHANNEL_RECENT", "TOO_MANY_TOUCHES"]);
const isOwn = (rule: RuleAnswer, enrolledAt: Date) => !!rule.holder && new Date(rule.holder.at) >= enrolledAt;

/** What is alike by its key, in the order of the first of each. */
export function groupsOf<T>(list: T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}

/** Splits a list into waves in its order: no two in one share a key. */
export function wavesOf<T>(list: T[], keysOf: (one: T) => string[]): T[][] {
  const waves: { keys: Set<string>; members: T[] }[] = [];
  for (const one of list) {
    const keys = keysOf(one);
    // Behind the last wave in which somebody shares something with it.
    const nth = waves.findLastIndex((wave) => keys.some((key) => wave.keys.has(key))) + 1;
    const wave = waves[nth] ?? { keys: new Set<string>(), members: [] };
    waves[nth] = wave;
    wave.members.push(one);
    for (const key of keys) wave.keys.add(key);
  }
  return waves.map((wave) => wave.members);
}

const mostFailures = 5;
/** When a step that broke is tried again: after 1, 4, 16, 64 minutes; null: never. */
export const tryAgainAt = (failures: number, now: Date): Date | null =>
  failures >= mostFailures ? null : plusSeconds(now, 60 * 4 ** (failures - 1));
