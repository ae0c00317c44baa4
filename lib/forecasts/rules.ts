import { narrowedBy } from "@/lib/analytics/rules";
import { type Forecast, PIPELINE } from "./schema";

export const forecastMethod =
  "For each status of the pipeline: the value of the leads that stand there, times the share of leads that were won within a month, of all that stood there when one of the six months before began.";

export const forecastDefinitions = {
  ...narrowedBy,
  pipeline:
    "Leads at conversing, qualified or proposal that are neither deleted nor merged, with their value in the organization's currency by today's rate.",
  win_rate:
    "Of the leads that stood in the status when a month began, the share that became clients before it ended; over the six months before. An undone conversion does not count.",
  expected:
    "Value times win rate, for a whole month from now. A probability that somebody gave to a lead by hand holds instead.",
  past: "What the same method would have said at the beginning of each past month, from the six months before it, beside the value of the leads of that pipeline that were won in it. Values are those of today, for what they were is not kept.",
  error: "Expected minus actual.",
  mean_error_rate: "The mean of the errors without their sign, divided by the mean of what came.",
} as const;

/** How many months a win rate looks back. */
export const LOOK_BACK = 6;

export type StatusMonth = {
  month: string;
  status: string;
  leads: number;
  won: number;
  value: number;
  won_value: number;
};

/** Of the leads that stood in a status when each of these months began: how many there were, and the share that was won. */
export function winRate(all: readonly StatusMonth[], status: string, months: readonly string[]) {
  const mine = all.filter((one) => one.status === status && months.includes(one.month));
  const base = mine.reduce((sum, one) => sum + one.leads, 0);
  const won = mine.reduce((sum, one) => sum + one.won, 0);
  return { base, rate: base === 0 ? null : won / base };
}

/** The forecast as it would have been said at the beginning of each month, beside what came. */
export function tryOnPast(all: readonly StatusMonth[], months: readonly string[], count: number): Forecast["past"] {
  return months.slice(-count).map((month) => {
    const before = months.slice(Math.max(0, months.indexOf(month) - LOOK_BACK), months.indexOf(month));
    const mine = all.filter((one) => one.month === month);
    const expected_minor = PIPELINE.reduce((sum, status) => {
      const value = mine.find((one) => one.status === status)?.value ?? 0;
      return sum + Math.round(value * (winRate(all, status, before).rate ?? 0));
    }, 0);
    const actual_minor = mine.reduce((sum, one) => sum + one.won_value, 0);
    const error_minor = expected_minor - actual_minor;
    return {
      month,
      expected_minor,
      actual_minor,
      error_minor,
      error_rate: actual_minor === 0 ? null : error_minor / actual_minor,
    };
  });
}

/** The mean of the errors without their sign, divided by the mean of what came. */
export function meanErrorRate(past: Forecast["past"]): number | null {
  const came = past.reduce((sum, one) => sum + one.actual_minor, 0);
  return came === 0 ? null : past.reduce((sum, one) => sum + Math.abs(one.error_minor), 0) / came;
}

/** So many months before the one of this day, the oldest first. */
export function pastMonths(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return Array.from({ length: count }, (_, nth) => {
    const all = year * 12 + month - 1 - (count - nth);
    return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
  });
}
