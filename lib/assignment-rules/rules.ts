import type { Hours } from "./schema";

export type Arrival = { source: string | null; status: string };
export type RuleTerms = { sources: readonly string[]; statuses: readonly string[]; hours: Hours | null };

/** Whether a rule is for a lead that arrives at this moment, by the clock of the organization. */
export function fitsArrival(
  { sources, statuses, hours }: RuleTerms,
  arrival: Arrival,
  now: Date,
  timezone: string,
): boolean {
  const source = arrival.source?.toLowerCase();
  if (sources.length > 0 && !sources.some((one) => one.toLowerCase() === source)) return false;
  if (statuses.length > 0 && !statuses.includes(arrival.status)) return false;
  return hours === null || isWithin(hours, now, timezone);
}

function isWithin({ from, until, weekdays }: Hours, now: Date, timezone: string): boolean {
  const { weekday, clock } = localMoment(now, timezone);
  return weekdays.includes(weekday) && clock >= from && clock < until;
}

/** The calendar day there, for counting what somebody got in a day. */
export const localDay = (now: Date, timezone: string) => localMoment(now, timezone).day;

function localMoment(now: Date, timezone: string): { day: string; weekday: number; clock: string } {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  });
  const parts = Object.fromEntries(format.formatToParts(now).map((part) => [part.type, part.value]));
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return { day, weekday, clock: `${parts.hour}:${parts.minute}` };
}
