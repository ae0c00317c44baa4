import { dayOf, nextClockChange, offsetAt, wallOf, weekdayOf } from "./clock-rules";
import type { Holiday, QuietHours } from "./schema";

const dayMs = 86_400_000;
/** One place is looked at this far ahead; places that must agree, this far. */
const longestDays = { alone: 800, together: 35 };

/** Whether it is a quiet hour in any of the places where somebody may be. */
export const isQuiet = (zones: string[], hours: QuietHours, at: Date): boolean =>
  zones.some((zone) => openFrom(hours, wallOf(zone, at.getTime())) !== wallOf(zone, at.getTime()));

/**
 * The first moment, `from` or later, that is no quiet hour in any of the places where somebody may be; exact to the millisecond across
 * changes of the clock. Null when there is none within 35 days (one place: 800 days): then no hour suits them all.
 */
export function nextAllowed(zones: string[], hours: QuietHours, from: Date): Date | null {
  const limit = from.getTime() + (zones.length > 1 ? longestDays.together : longestDays.alone) * dayMs;
  // Each place can only move the moment on; once nobody does, it is the first that suits them all.
  for (let at = from.getTime(); ; ) {
    let next = at;
    for (const zone of zones) {
      const open = nextOpen(zone, hours, next, limit);
      if (open === null) return null;
      next = open;
    }
    if (next === at) return new Date(at);
    at = next;
  }
}

/** The first moment at which a day, as YYYY-MM-DD, has begun in every place where somebody may be. */
export const dayBegun = (zones: readonly string[], day: string): Date =>
  new Date(Math.max(...zones.map((zone) => midnightOf(zone, Date.parse(day)))));

function midnightOf(zone: string, wall: number): number {
  const near = wall - offsetAt(zone, wall);
  const exact = wall - offsetAt(zone, near);
  // Where clocks go forward at midnight there is none: the day begins with the change.
  return wallOf(zone, exact) < wall ? near : exact;
}

/** The holiday it is there on this day, if it is one. */
export function holidayAt(zone: string, hours: QuietHours, at: Date): Holiday | null {
  return planOf(hours).holidays.get(dayOf(wallOf(zone, at.getTime()))) ?? null;
}

function nextOpen(zone: string, hours: QuietHours, from: number, limit: number): number | null {
  for (let at = from; at <= limit; ) {
    const offset = offsetAt(zone, at);
    const open = openFrom(hours, at + offset);
    if (open === null) return null;
    if (open === at + offset) return at;
    const change = nextClockChange(zone, at, open - offset);
    if (change === null) return open - offset <= limit ? open - offset : null;
    at = change;
  }
  return null;
}

/** The first open moment on this wall clock, `wall` or later, as long as nobody changes it. */
function openFrom(hours: QuietHours, wall: number): number | null {
  const { from, until, weekdays, holidays } = planOf(hours);
  const today = dayOf(wall);
  for (let day = today; day <= today + longestDays.alone; day++) {
    if (!weekdays.has(weekdayOf(day)) || holidays.has(day)) continue;
    if (wall < day * dayMs + from) return day * dayMs + from;
    if (wall < day * dayMs + until) return wall;
  }
  return null;
}

type Plan = { from: number; until: number; weekdays: Set<number>; holidays: Map<number, Holiday> };
const plans = new WeakMap<QuietHours, Plan>();

function planOf(hours: QuietHours): Plan {
  const known = plans.get(hours);
  if (known) return known;
  const holidays = new Map(hours.holidays.map((day) => [Date.parse(day.date) / dayMs, day]));
  const plan = { from: msOf(hours.from), until: msOf(hours.until), weekdays: new Set(hours.weekdays), holidays };
  plans.set(hours, plan);
  return plan;
}

const msOf = (hour: string): number => {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
};
