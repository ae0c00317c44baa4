/** The last month that is over on this day. */
export function monthBefore(today: string): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
}

/** "2026-02" to "2026-02-28". */
export function lastDayOf(month: string): string {
  const [year = 0, place = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, place, 0)).toISOString().slice(0, 10);
}
