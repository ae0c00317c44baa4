import type { Context } from "@/lib/core/context";
import { dayIn, fromIso, minusDays } from "@/lib/core/time";

/** So many days that end today where the organization is. */
export function periodOfDays(
  days: number,
  ctx: Pick<Context, "now" | "timezone">,
  to = dayIn(ctx.now, ctx.timezone),
): { from: string; to: string } {
  return { from: dayIn(minusDays(fromIso(`${to}T12:00:00Z`), days - 1), "UTC"), to };
}

/** As many days that end the day before these begin: what they are compared with. */
export function periodBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const noon = (day: string) => fromIso(`${day}T12:00:00Z`);
  const days = Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000) + 1;
  return { from: dayIn(minusDays(noon(from), days), "UTC"), to: dayIn(minusDays(noon(from), 1), "UTC") };
}

/** Each day of a period. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The asked days, or the 30 that end today or on the asked last day. */
export function periodOf(
  asked: { from_date?: string; to_date?: string },
  ctx: Pick<Context, "now" | "timezone">,
): { from: string; to: string } {
  const { from, to } = periodOfDays(30, ctx, asked.to_date);
  return { from: asked.from_date ?? from, to };
}

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
