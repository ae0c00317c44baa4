import { DATE_ORDERS, type DateOrder } from "./schema";

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const foreign: Record<string, string> = {
  mai: "may",
  okt: "oct",
  dez: "dec",
  maerz: "mar",
  mär: "mar",
  mrz: "mar",
  janv: "jan",
  fév: "feb",
  févr: "feb",
  avr: "apr",
  juin: "jun",
  juil: "jul",
  aoû: "aug",
  déc: "dec",
};

type Parts = { day: [number, number, number]; time: string | null };

/** The order in which a column writes its dates, from as many of its values as there are; the region says which is usual when both are possible. */
export function dateOrderOf(values: Iterable<string>, region: string): DateOrder | null {
  const fits = new Map<DateOrder, number>(DATE_ORDERS.map((order) => [order, 0]));
  let [count, dotted] = [0, false];
  for (const value of values) {
    const text = value.trim();
    if (text === "" || !/\d/.test(text)) continue;
    count += 1;
    dotted ||= /^\d{1,2}\./.test(text);
    for (const order of DATE_ORDERS) if (parseDate(text, order)) fits.set(order, (fits.get(order) ?? 0) + 1);
  }
  if (count === 0) return null;
  const usual: DateOrder[] =
    dotted || !["US", "CA", "PH"].includes(region) ? ["ymd", "dmy", "mdy"] : ["ymd", "mdy", "dmy"];
  const ranked = [...usual, ...DATE_ORDERS.filter((order) => !usual.includes(order))];
  const best = ranked.toSorted((a, b) => (fits.get(b) ?? 0) - (fits.get(a) ?? 0))[0];
  return best && (fits.get(best) ?? 0) > 0 ? best : null;
}

/** A day, with its time when one is written, in this order as ISO 8601 in UTC; null when there is no such day. */
export function parseDate(value: string, order: DateOrder): string | null {
  const parts = partsOf(value.trim(), order);
  if (!parts) return null;
  const [year, month, day] = parts.day;
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!real || year < 1970 || year > 2100) return null;
  const iso = `${at.toISOString().slice(0, 10)}T${parts.time ?? "12:00:00Z"}`;
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** The same of a cell: a month by its name and 2026-02-28 can be read one way only, whatever order the rest of the column has. */
export function readDate(value: string, order: DateOrder): string | null {
  const year = /^\d{4}-/.test(value.trim()) && order !== "ydm" ? parseDate(value, "ymd") : null;
  return parseDate(value, order) ?? year ?? parseDate(value, "dMy");
}

/** The day that is written, whatever time stands beside it, as YYYY-MM-DD; null when there is no such day. */
export function parseDay(value: string, order: DateOrder): string | null {
  const text = value.trim();
  return readDate(clock.exec(text)?.[1] ?? text, order)?.slice(0, 10) ?? null;
}

const clock =
  /^(.+?)[\sT,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

function partsOf(text: string, order: DateOrder): Parts | null {
  const timed = clock.exec(text);
  const day = dayOf(timed?.[1] ?? text, order);
  if (!day) return null;
  if (!timed) return { day, time: null };
  const [, , hours = "", minutes = "", seconds = "00", half, zone] = timed;
  const hour = half ? (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const offset = !zone || /^[zug]/i.test(zone) ? "Z" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2");
  return { day, time: `${String(hour).padStart(2, "0")}:${minutes}:${seconds}${offset}` };
}

function dayOf(text: string, order: DateOrder): [number, number, number] | null {
  if (order === "dMy") return namedDay(text);
  const found = /^(\d{1,4})([./\- ])\s?(\d{1,2})\2\s?(\d{1,4})\.?$/.exec(text);
  if (!found) return order === "ymd" ? compactDay(text) : null;
  const parts = [found[1] ?? "", found[3] ?? "", found[4] ?? ""];
  const pick = (letter: string) => parts[order.indexOf(letter)] ?? "";
  const year = pick("y");
  if (year.length === 3 || pick("m").length > 2 || pick("d").length > 2) return null;
  // Two digits are a year only at the end, where people leave the century out.
  if (year.length < 4 && (order.startsWith("y") || year.length !== 2)) return null;
  return [fullYear(year), Number(pick("m")), Number(pick("d"))];
}

function compactDay(text: string): [number, number, number] | null {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null;
}

function namedDay(text: string): [number, number, number] | null {
  const clean = text.replace(/^[\p{L}]{2,9}\.?,\s*/u, "").replaceAll(/(\d)(st|nd|rd|th)\b/gi, "$1");
  const first = /^(\d{1,2})[.\s-]*(\p{L}{3,10})\.?[\s,-]*(\d{4}|\d{2})$/u.exec(clean);
  const second = /^(\p{L}{3,10})\.?\s*(\d{1,2})[\s,]+(\d{4}|\d{2})$/u.exec(clean);
  const [day, month, year] = first ? [first[1], first[2], first[3]] : second ? [second[2], second[1], second[3]] : [];
  const place = monthOf(month ?? "");
  return place === 0 || !day || !year ? null : [fullYear(year), place, Number(day)];
}

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  const english = Object.entries(foreign).find(([start]) => lower.startsWith(start))?.[1] ?? lower.slice(0, 3);
  return months.indexOf(english) + 1;
}

const fullYear = (year: string) =>
  year.length === 2 ? (Number(year) < 70 ? 2000 : 1900) + Number(year) : Number(year);
