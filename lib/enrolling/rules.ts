import { AppError, type ErrorCode } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import type { ChannelAnswer, RuleAnswer } from "@/lib/guard/schema";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import type { SequenceStep } from "@/lib/sequences/schema";

/** What speaks for and against one lead, as it stands under its lock. */
export type Candidate = {
  id: string;
  name: string;
  status: string;
  needsReply: boolean;
  /** sequences that run for this lead already */
  running: { name: string; same: boolean; alongside: boolean }[];
  zones: string[];
  /** the guard's answer at the moment of the first contact, for work that nobody watches; null: no step contacts anybody */
  answer: ChannelAnswer | null;
};
export type Assessed = {
  id: string;
  name: string;
  outcome: "ok" | "skipped" | "decide";
  code: ErrorCode | null;
  reason: string | null;
  /** when the first step is due */
  beginsAt: Date;
};

export const CONTACT_KINDS: readonly string[] = ["email", "sms", "call", "linkedin"];

/** The first step that contacts somebody, and how many hours after the beginning it comes at the earliest. */
export function firstContact(steps: readonly SequenceStep[]): { channel: string; hours: number } | null {
  let hours = 0;
  for (const step of steps) {
    hours += step.delay_hours;
    if (CONTACT_KINDS.includes(step.kind)) return { channel: step.kind, hours };
  }
  return null;
}

/** When the first step of a sequence is due for somebody in these zones; null when no hour suits it. */
export function firstDue(step: SequenceStep, zones: string[], now: Date): Date | null {
  const at = plusSeconds(now, step.delay_hours * 3600);
  return step.window ? nextAllowed(zones, { ...step.window, holidays: [] }, at) : at;
}

const never: readonly RuleAnswer["code"][] = ["ADDRESS_INVALID", "DNC_BLOCKED", "NO_CONSENT"];

/** Whether a lead can be enrolled: yes, no with the reason, or somebody has to decide to begin when the guard allows it. */
export function assessEnrollment(
  one: Candidate,
  steps: readonly SequenceStep[],
  alongside: boolean,
  now: Date,
): Assessed {
  const [first] = steps;
  const due = first ? firstDue(first, one.zones, now) : null;
  const known = { id: one.id, name: one.name, beginsAt: due ?? now };
  const skip = (code: ErrorCode, reason: string): Assessed => ({ ...known, outcome: "skipped", code, reason });
  if (due === null) return skip("NOT_ENROLLABLE", "No hour suits the first step where they are.");
  if (one.status === "converted") return skip("NOT_ENROLLABLE", "They are a client already.");
  const taken = one.running.find((other) => other.same || !(alongside || other.alongside));
  if (taken)
    return skip(
      "IN_SEQUENCE",
      taken.same ? "They are in this sequence already." : `They are in the sequence "${taken.name}".`,
    );
  const failing = one.answer?.rules.filter((rule) => rule.result === "block" || rule.result === "warn") ?? [];
  const stop = failing.find((rule) => never.includes(rule.code));
  if (stop) return skip(stop.code, stop.message);
  const decide = (code: ErrorCode, reason: string, beginsAt: Date): Assessed => ({
    ...known,
    outcome: "decide",
    code,
    reason,
    beginsAt,
  });
  if (one.answer?.address === null && ["email", "sms"].includes(firstContact(steps)?.channel ?? ""))
    return skip("ADDRESS_INVALID", "There is no address on file for the first message.");
  // A quiet hour is waited for by itself.
  const met = failing.find((rule) => rule.code !== "QUIET_HOURS");
  const free = met ? freeAt(one.answer, failing) : now;
  if (met && !free) return skip(met.code, met.message);
  const contact = firstContact(steps);
  const behind = plusSeconds(free ?? now, -(contact?.hours ?? 0) * 3600 + (first?.delay_hours ?? 0) * 3600);
  const beginsAt = met && behind > due ? behind : due;
  if (one.needsReply) return decide("NOT_ENROLLABLE", "They wrote and nobody has answered yet.", beginsAt);
  return met ? decide(met.code, met.message, beginsAt) : { ...known, outcome: "ok", code: null, reason: null };
}

/** When nothing speaks any more: automation stops at a warning too, so what only a person may pass is waited for. Null: never, as far as is known. */
function freeAt(answer: ChannelAnswer | null, failing: readonly RuleAnswer[]): Date | null {
  const ends = [answer?.next_allowed_at, ...failing.map((rule) => rule.until)];
  const known = ends.flatMap((end) => (end ? [Date.parse(end)] : []));
  return known.length === ends.length ? new Date(Math.max(...known)) : null;
}

/** The refusal of one lead (contracts.md: 409, typed). */
export function refusalOf({ code, reason, outcome, beginsAt }: Assessed): AppError {
  return new AppError(code ?? "NOT_ENROLLABLE", reason ?? "This lead cannot be enrolled.", {
    extra: { decide: outcome === "decide", next_allowed_at: outcome === "decide" ? beginsAt.toISOString() : null },
  });
}
