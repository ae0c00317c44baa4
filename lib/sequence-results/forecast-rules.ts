import { plusSeconds } from "@/lib/core/time";
import { dayAt } from "@/lib/outreach-items/rules";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import type { QuietHours } from "@/lib/quiet-hours/schema";
import { dueAfter } from "@/lib/sequence-engine/rules";
import { ASKED_KINDS, SENT_KINDS, type SequenceStep } from "@/lib/sequences/schema";
import type { ForecastDay } from "./schema";

/** So many people who stand at one step, due at one time (null: now), in one place. */
export type Underway = {
  /** of the sequence that is asked about */
  own: boolean;
  people: number;
  stepId: string | null;
  nextRunAt: Date | null;
  steps: readonly SequenceStep[];
  /** every zone they may be in */
  zones: string[];
  /** they have yet to wait for the first step */
  begins?: boolean;
};
/** By whose clock the days are told, and what keeps messages back: the window of a channel also holds in its group. */
export type ForecastClock = {
  zone: string;
  quietHours: QuietHours;
  softWindows: Record<string, number>;
  groups: Record<string, string>;
};

/** What would go out on each of the next days, if nobody answers and every condition holds: hours by their clocks, days by the organization's. */
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

/** The steps that come, each with when: within its hours, outside quiet ones, and behind the window of what shares its slot. */
function stepsAhead({ stepId, nextRunAt, steps, begins, zones }: Underway, clock: ForecastClock, now: Date) {
  const begin = steps.findIndex((one) => one.id === stepId);
  const last: Record<string, Date> = {};
  let at = nextRunAt && nextRunAt > now ? nextRunAt : now;
  return (begin < 0 ? [] : steps.slice(begin)).map((step, nth) => {
    if (nth > 0 || begins) at = dueAfter(step, at);
    const slot = clock.groups[step.kind] ?? step.kind;
    at = openFor(step, at, last[slot], zones, clock);
    if (SENT_KINDS.includes(step.kind)) last[slot] = at;
    return { step, at };
  });
}

function openFor(step: SequenceStep, due: Date, last: Date | undefined, zones: string[], clock: ForecastClock): Date {
  const sent = SENT_KINDS.includes(step.kind);
  const rested = sent && last ? plusSeconds(last, clock.softWindows[step.kind] ?? 0) : due;
  const free = rested > due ? rested : due;
  const own = step.window ? (nextAllowed(zones, { ...step.window, holidays: [] }, free) ?? free) : free;
  return sent ? (nextAllowed(zones, clock.quietHours, own) ?? own) : own;
}
