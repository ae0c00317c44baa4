import { shortDate } from "@/components/ui/time-format";

/** "12 Nov" of a day in the organization's zone; noon, so that no zone moves it. */
export function shortDay(date: string): string {
  const noon = `${date}T12:00:00.000Z`;
  return shortDate(noon, Date.parse(noon), "UTC");
}
