const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes east of UTC, RFC 5322 section 4.3; every other name means an unknown zone, read as UTC. */
const zones: Record<string, number> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const dayFirst =
  /^(?:[a-z]+,?\s*)?(?<day>\d{1,2})[\s-]+(?<month>[a-z]{3})[a-z]*[\s-]+(?<year>\d{2,4})\s+(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2}))?\s*(?<zone>.*)$/i;
const monthFirst =
  /^(?:[a-z]+,?\s+)?(?<month>[a-z]{3})[a-z]*\s+(?<day>\d{1,2}),?\s+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s+(?<zone>[a-z]+\s+|[+-]\d{4}\s+)?(?<year>\d{4})$/i;

const earliest = Date.UTC(1990, 0, 1);
const dayAhead = 24 * 60 * 60 * 1000;

/**
 * When a message was sent: its Date header; if that does not parse, lies before 1990 or more than a day after now,
 * the newest plausible Received date; else null.
 */
export function messageDate(date: string | undefined, received: string[], now: Date): Date | null {
  const plausible = (at: Date | null) =>
    at !== null && at.getTime() >= earliest && at.getTime() <= now.getTime() + dayAhead ? at : null;
  const own = date === undefined ? null : plausible(parseMailDate(date));
  if (own !== null) return own;
  const stamps = received.map((line) => plausible(parseMailDate(line.slice(line.lastIndexOf(";") + 1))));
  const newest = Math.max(...stamps.map((at) => at?.getTime() ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(newest) ? new Date(newest) : null;
}

/** Reads a date as RFC 5322 writes it, with the obsolete forms and the asctime order seen in real mail; else null. */
export function parseMailDate(text: string): Date | null {
  const plain = withoutComments(text.slice(0, 200)).replace(/\s+/g, " ").trim();
  const parts = (dayFirst.exec(plain) ?? monthFirst.exec(plain))?.groups;
  const month = months.indexOf((parts?.month ?? "").toLowerCase());
  if (parts === undefined || month < 0) return null;
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second ?? "0"].map(Number);
  const offset = zoneMinutes((parts.zone ?? "").trim());
  if (day === undefined || hour === undefined || minute === undefined || second === undefined) return null;
  if (offset === null || hour > 23 || minute > 59 || second > 60) return null;
  const atMidnight = new Date(Date.UTC(fullYear(parts.year ?? ""), month, day));
  if (atMidnight.getUTCMonth() !== month || atMidnight.getUTCDate() !== day) return null;
  return new Date(atMidnight.getTime() + (hour * 60 + minute - offset) * 60_000 + Math.min(second, 59) * 1000);
}

function withoutComments(text: string): string {
  let depth = 0;
  return [...text]
    .filter((letter) => {
      if (letter === "(") depth += 1;
      else if (letter === ")" && depth > 0) depth -= 1;
      else return depth === 0;
      return false;
    })
    .join("");
}

// RFC 5322 section 4.3: two digits from 00 to 49 are this century, three digits count from 1900.
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function zoneMinutes(zone: string): number | null {
  const numeric = /^([+-])(\d{2}):?(\d{2})\b/.exec(zone);
  const name = /^[a-z]+\b|^$/i.exec(zone)?.[0];
  if (numeric === null) return name === undefined ? null : (zones[name.toLowerCase()] ?? 0);
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  if (Number(numeric[3]) > 59 || minutes > 24 * 60) return null;
  return numeric[1] === "-" ? -minutes : minutes;
}
