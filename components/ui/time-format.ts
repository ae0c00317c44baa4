const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "just now", "18 min ago", "3 h ago", "12 d ago", then the date; ahead: "in 5 min". */
export function relativeTime(at: string, now: number, zone: string): string {
  const distance = now - Date.parse(at);
  if (distance < 0) return ahead(-distance, at, now, zone);
  if (distance < MINUTE) return "just now";
  if (distance < HOUR) return `${Math.floor(distance / MINUTE)} min ago`;
  if (distance < DAY) return `${Math.floor(distance / HOUR)} h ago`;
  if (distance < 60 * DAY) return `${Math.floor(distance / DAY)} d ago`;
  return shortDate(at, now, zone);
}

/** The same in a sentence: "Alice emailed 2 days ago". */
export function relativeWords(at: string, now: number, zone: string): string {
  const distance = now - Date.parse(at);
  if (distance < MINUTE) return "just now";
  if (distance < HOUR) return count(Math.floor(distance / MINUTE), "minute");
  if (distance < DAY) return count(Math.floor(distance / HOUR), "hour");
  if (distance < 60 * DAY) return count(Math.floor(distance / DAY), "day");
  return `on ${shortDate(at, now, zone)}`;
}

/** A moment ahead, as precise as it is near: "today 17:00", "tomorrow 14:11", "Tue 24 Nov", "1 May 2027". */
export function untilTime(at: string, now: number, zone: string): string {
  const days = dayNumber(Date.parse(at), zone) - dayNumber(now, zone);
  if (days === 0) return `today ${clockTime(at, zone)}`;
  if (days === 1) return `tomorrow ${clockTime(at, zone)}`;
  if (days === -1) return `yesterday ${clockTime(at, zone)}`;
  const { weekday } = zoned(Date.parse(at), zone);
  return Math.abs(days) < 14
    ? `${weekdayName(weekday).slice(0, 3)} ${shortDate(at, now, zone)}`
    : shortDate(at, now, zone);
}

/** A moment behind, to the minute: "today 09:20", "yesterday 14:11", "Tue 17 Nov 10:24". */
export function moment(at: string, now: number, zone: string): string {
  const text = untilTime(at, now, zone);
  return text.includes(":") ? text : `${text} ${clockTime(at, zone)}`;
}

/** "Today", "Yesterday", "Tuesday, 17 November". */
export function dayHeading(at: string, now: number, zone: string): string {
  const days = dayNumber(now, zone) - dayNumber(Date.parse(at), zone);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const when = zoned(Date.parse(at), zone);
  const year = when.year === zoned(now, zone).year ? "" : ` ${when.year}`;
  return `${weekdayName(when.weekday)}, ${when.day} ${monthName(when.month)}${year}`;
}

/** The whole moment with its zone, for hover and focus: "Tue 17 Nov 2026, 10:24 (Europe/Berlin)". */
export function exactTime(at: string, zone: string): string {
  const when = zoned(Date.parse(at), zone);
  const date = `${weekdayName(when.weekday).slice(0, 3)} ${when.day} ${monthName(when.month).slice(0, 3)} ${when.year}`;
  return `${date}, ${clockTime(at, zone)} (${zone.replaceAll("_", " ")})`;
}

export function clockTime(at: string, zone: string): string {
  const { hour, minute } = zoned(Date.parse(at), zone);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export function shortDate(at: string, now: number, zone: string): string {
  const when = zoned(Date.parse(at), zone);
  const year = when.year === zoned(now, zone).year ? "" : ` ${when.year}`;
  return `${when.day} ${monthName(when.month).slice(0, 3)}${year}`;
}

/** Which calendar day it is in the zone, as a number that grows by one at midnight there. */
export function dayNumber(at: number, zone: string): number {
  const { year, month, day } = zoned(at, zone);
  return Math.floor(Date.UTC(year, month - 1, day) / DAY);
}

function ahead(distance: number, at: string, now: number, zone: string): string {
  if (distance < MINUTE) return "now";
  if (distance < HOUR) return `in ${Math.ceil(distance / MINUTE)} min`;
  if (distance < DAY) return `in ${Math.round(distance / HOUR)} h`;
  return untilTime(at, now, zone);
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"} ago`;
}

type Zoned = { year: number; month: number; day: number; weekday: number; hour: number; minute: number };

/** Only numbers come from Intl: month and day names differ between the ICU of Node.js and of browsers ("Sept"). */
function zoned(at: number, zone: string): Zoned {
  const known = moments.get(`${at} ${zone}`);
  if (known) return known;
  if (moments.size > 2000) moments.clear();
  const fresh = newZoned(at, zone);
  moments.set(`${at} ${zone}`, fresh);
  return fresh;
}

/** A row asks for the same moments a dozen times, and Intl takes 5 µs for one. */
const moments = new Map<string, Zoned>();

function newZoned(at: number, zone: string): Zoned {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, hour: Number(parts.hour), minute: Number(parts.minute) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const fresh = newFormatter(zone);
  formatters.set(zone, fresh);
  return fresh;
}

function newFormatter(zone: string): Intl.DateTimeFormat {
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...numeric, hourCycle: "h23", timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...numeric, hourCycle: "h23", timeZone: "UTC" });
  }
}

function weekdayName(index: number): string {
  return WEEKDAYS[index] ?? "";
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}
