import { dayOf, wallOf, weekdayOf } from "./clock-rules";
import type { Place } from "./place-rules";
import { holidayAt } from "./rules";
import type { QuietHours } from "./schema";

/** "Their time is 06:40, from 08:00."; where the zone is not known, the earliest and the latest it may be. */
export function quietSentence(place: Place, quietHours: QuietHours, at: Date, until: Date | null): string {
  const walls = place.zones.map((zone) => wallOf(zone, at.getTime()));
  const [first, last] = [Math.min(...walls), Math.max(...walls)];
  const holiday = place.zones.map((zone) => holidayAt(zone, quietHours, at)).find(Boolean);
  const known = first === last;
  const time = known
    ? `Their time is ${timeWords(first, quietHours)}`
    : `Their time may be ${spanWords(first, last, quietHours)}`;
  const begin = holiday ? `It is ${holiday.name} where they are` : time;
  if (!until) return `${begin}. No hour suits every place this number may be in; set the lead's time zone.`;
  if (!known) return `${begin}. Their time zone is not known; it is judged by the number.`;
  const opens = wallOf(place.zones[0] ?? "UTC", until.getTime());
  return `${begin}, from ${openingWords(opens, first)}.`;
}

/** "06:57 to 09:57", "Fri 06:57 to Sat 03:57". */
const spanWords = (first: number, last: number, hours: QuietHours) =>
  dayOf(first) === dayOf(last)
    ? `${timeWords(first, hours)} to ${timeWords(last, hours)}`
    : `${dayWords(first)} to ${dayWords(last)}`;

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "08:00" on the same day, "tomorrow 08:00", "Mon 08:00", "2027-01-04 08:00". */
function openingWords(opens: number, wall: number): string {
  const ahead = dayOf(opens) - dayOf(wall);
  if (ahead <= 0) return clockWords(opens);
  if (ahead === 1) return `tomorrow ${clockWords(opens)}`;
  if (ahead < 7) return dayWords(opens);
  return `${new Date(opens).toISOString().slice(0, 10)} ${clockWords(opens)}`;
}

/** With its day where the day itself is quiet. */
const timeWords = (wall: number, { weekdays }: QuietHours) =>
  weekdays.includes(weekdayOf(dayOf(wall))) ? clockWords(wall) : dayWords(wall);

const dayWords = (wall: number) => `${days[weekdayOf(dayOf(wall)) - 1]} ${clockWords(wall)}`;

const clockWords = (wall: number) => new Date(wall).toISOString().slice(11, 16);
