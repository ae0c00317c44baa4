import { plusSeconds } from "@/lib/core/time";
import { dayAt } from "@/lib/outreach-items/rules";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import type { QuietHours } from "@/lib/quiet-hours/schema";
import { dueAfter } from "@/lib/sequence-engine/rules";
import { ASKED_KINDS, SENT_KINDS, type SequenceStep } from "@/lib/sequences/schema";
import type { ForecastDay } from "./schema";

/** So many people who stand at one step, due at one time; null: now. */
export type Underway = {
  /** of the sequence that is asked about */
  own: boolean;
  people: number;
  stepId: string | null;
  nextRunAt: Date | null;
  steps: readonly SequenceStep[];
  /** they have yet to wait for the first step */
  begins?: boolean;
};
/** By whose clock days and hours are told, and what keeps messages back. */
export type ForecastClock = { zone: string; quietHours: QuietHours; softWindows: Record<string, number> };

/** What would go out on each of the next days, if nobody answers and every condition holds; by the organization's clock. */
export function forecastDays(
  underway: readonly Underway[],
  days: number,
  clock: ForecastClock,
  now: Date,
): ForecastDay[] {
  const counted = new Map<string, ForecastDay>();
  const today = Date.parse(dayAt(clock.zone, now));
  for (let nth = 0; nth < days; nth++) {
    const day = new Date(today + nth * 86_400_000).toISOString().slice(0, 10);
    counted.set(day, { day, messages: 0, emails: 0, all_emails: 0, asked: 0 });
  }
  for (const one of underway) {
    for (const { step, at } of stepsAhead(one, clock, now)) {
      const found = counted.get(dayAt(clock.zone, at));
      if (!found) continue;
      if (step.kind === "email") found.all_emails += one.people;
      if (!one.own) continue;
      if (step.kind === "email") found.emails += one.people;
      if (SENT_KINDS.includes(step.kind)) found.messages += one.people;
      if (ASKED_KINDS.includes(step.kind)) found.asked += one.people;
    }
  }
  return [...counted.values()];
}

/** The steps that come, each with when: within its hours, outside quiet ones, and behind the window of its own channel. */
function stepsAhead({ stepId, nextRunAt, steps, begins }: Underway, clock: ForecastClock, now: Date) {
  const begin = steps.findIndex((one) => one.id === stepId);
  const last: Record<string, Date> = {};
  let at = nextRunAt && nextRunAt > now ? nextRunAt : now;
  return (begin < 0 ? [] : steps.slice(begin)).map((step, nth) => {
    if (nth > 0 || begins) at = dueAfter(step, at);
    at = openFor(step, at, last[step.kind], clock);
    last[step.kind] = at;
    return { step, at };
  });
}

function openFor(step: SequenceStep, due: Date, last: Date | undefined, clock: ForecastClock): Date {
  const sent = SENT_KINDS.includes(step.kind);
  const rested = sent && last ? plusSeconds(last, clock.softWindows[step.kind] ?? 0) : due;
  const free = rested > due ? rested : due;
  const own = step.window ? (nextAllowed([clock.zone], { ...step.window, holidays: [] }, free) ?? free) : free;
  return sent ? (nextAllowed([clock.zone], clock.quietHours, own) ?? own) : own;
}
