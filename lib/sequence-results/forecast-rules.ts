import { plusSeconds } from "@/lib/core/time";
import { restOf, type Windows } from "@/lib/guard/window-rules";
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
/** By whose clock the days are told, and what keeps messages back. */
export type ForecastClock = Windows & { zone: string; quietHours: QuietHours };

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
  const sent: { channel: string; at: Date }[] = [];
  let at = nextRunAt && nextRunAt > now ? nextRunAt : now;
  return (begin < 0 ? [] : steps.slice(begin)).map((step, nth) => {
    if (nth > 0 || begins) at = dueAfter(step, at);
    const rested = sent.map((one) => plusSeconds(one.at, restOf(one.channel, step.kind, clock)));
    at = openFor(step, latest([at, ...(isSent(step) ? rested : [])]), zones, clock);
    if (isSent(step)) sent.push({ channel: step.kind, at });
    return { step, at };
  });
}

const isSent = (step: SequenceStep) => SENT_KINDS.includes(step.kind);
const latest = (times: Date[]) => new Date(Math.max(...times.map((time) => time.getTime())));

function openFor(step: SequenceStep, free: Date, zones: string[], clock: ForecastClock): Date {
  const own = step.window ? (nextAllowed(zones, { ...step.window, holidays: [] }, free) ?? free) : free;
  return isSent(step) ? (nextAllowed(zones, clock.quietHours, own) ?? own) : own;
}
