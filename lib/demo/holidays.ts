import { minusDays } from "@/lib/core/time";
import { defaultQuietHours, type QuietHours } from "@/lib/quiet-hours/schema";
import type { Calendar } from "./calendar";

const feasts = [
  ["01-01", "New Year’s Day"],
  ["07-04", "Independence Day"],
  ["12-25", "Christmas Day"],
] as const;

/** The law's hours with the holidays of the year ahead. Not those of the next days: a first visit should find telephones that ring. */
export function hoursWithHolidays({ now }: Calendar): QuietHours {
  const [first, last] = [minusDays(now, -4), minusDays(now, -365)].map((day) => day.toISOString().slice(0, 10));
  const holidays = [0, 1].flatMap((ahead) =>
    feasts.map(([day, name]) => ({ date: `${now.getUTCFullYear() + ahead}-${day}`, name })),
  );
  return {
    ...defaultQuietHours,
    holidays: holidays.filter(({ date }) => date > (first ?? "") && date <= (last ?? "")),
  };
}
