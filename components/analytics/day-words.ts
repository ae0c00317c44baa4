import { shortDate } from "@/components/ui/time-format";

/** "26 Oct 2026" of a day: with its year, for a table may hold many. */
export function dayWords(date: string): string {
  const day = new Date(`${date}T12:00:00.000Z`);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** "Oct 2026" of 2026-10. */
export const monthWords = (month: string) => dayWords(`${month}-01`).slice(2);

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "12 Nov" of a day in the organization's zone; noon, so that no zone moves it. */
export function shortDay(date: string): string {
  const noon = `${date}T12:00:00.000Z`;
  return shortDate(noon, Date.parse(noon), "UTC");
}

/** How the days of one chart or table are called: with their year where they are of more than one. */
export function namerOf(days: readonly { date: string }[]): (date: string) => string {
  return days[0]?.date.slice(0, 4) === days.at(-1)?.date.slice(0, 4) ? shortDay : dayWords;
}
