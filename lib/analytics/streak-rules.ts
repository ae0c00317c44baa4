type Day = { date: string; attempts: number };

/** Days in a row with a touch, up to the last day or the one before; weekends neither count nor break it. Days in their order. */
export function streakOf(days: readonly Day[]): number {
  const working = days.filter(({ date, attempts }) => attempts > 0 || !isWeekend(date)).toReversed();
  const from = working[0]?.attempts === 0 ? 1 : 0;
  const end = working.slice(from).findIndex((one) => one.attempts === 0);
  return end < 0 ? Math.max(0, working.length - from) : end;
}

const isWeekend = (date: string) => [0, 6].includes(fromIsoDay(date));
// Zeller's day of the week would do too; a date alone has no zone to get wrong.
const fromIsoDay = (date: string) => (Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000) + 4) % 7;
