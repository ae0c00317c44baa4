type Day = { date: string; attempts: number; responses: number };
export type Stretch = Day & { until: string };

/** From more days than these on a line by day is a thicket: Saturdays and Sundays alone make hundreds of teeth. */
const MOST_DAYS = 120;

/** What the chart draws: each day, or of many days seven at a time, counted from the last one back so that only the first may be shorter. */
export function drawnDays(days: readonly Day[]): Stretch[] {
  if (days.length <= MOST_DAYS) return days.map((one) => ({ ...one, until: one.date }));
  const short = days.length % 7;
  const starts = days.flatMap((_, at) => ((at - short) % 7 === 0 || at === 0 ? [at] : []));
  return starts.map((at, nth) => {
    const part = days.slice(at, starts[nth + 1]);
    const sum = (kind: "attempts" | "responses") => part.reduce((all, one) => all + one[kind], 0);
    const date = part[0]?.date ?? "";
    return { date, until: part.at(-1)?.date ?? date, attempts: sum("attempts"), responses: sum("responses") };
  });
}
