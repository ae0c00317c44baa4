import type { Context } from "@/lib/core/context";
import { dayIn, fromIso, minusDays } from "@/lib/core/time";
import { periodOfDays } from "./rules";

/** A period that one chooses by its name. */
export type Period = { label: string; from: string; to: string };
type Clock = Pick<Context, "now" | "timezone">;

/** The last so many days, today among them. */
export const lastDays = (counts: readonly number[], clock: Clock): Period[] =>
  counts.map((count) => ({ label: daysLabel(count), ...periodOfDays(count, clock) }));

function daysLabel(count: number): string {
  if (count % 365 !== 0) return `${count} days`;
  return count === 365 ? "1 year" : `${count / 365} years`;
}

/** This month and so many before it, together as many as said, until today. */
export function lastMonths(counts: readonly number[], clock: Clock): Period[] {
  const today = dayIn(clock.now, clock.timezone);
  return counts.map((count) => ({ label: `${count} months`, from: monthStart(today, 1 - count), to: today }));
}

/** The organization's fiscal year until today, and the whole one before; it begins with a month, 1 to 12. */
export function fiscalYears(startMonth: number, clock: Clock): Period[] {
  const today = dayIn(clock.now, clock.timezone);
  const begun = (Number(today.slice(5, 7)) - startMonth + 12) % 12;
  const from = monthStart(today, -begun);
  return [
    { label: "Fiscal year", from, to: today },
    {
      label: "Last fiscal year",
      from: monthStart(from, -12),
      to: dayIn(minusDays(fromIso(`${from}T12:00:00Z`), 1), "UTC"),
    },
  ];
}

function monthStart(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const all = year * 12 + month - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}-01`;
}
