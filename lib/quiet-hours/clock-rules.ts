const dayMs = 86_400_000;
const sampleMs = 6 * 3_600_000;

/** What the clock on the wall shows somewhere, as milliseconds since 1970 as if that were UTC. */
export const wallOf = (zone: string, at: number): number => at + offsetAt(zone, at);

/** The day of a wall clock as a number that grows by one at midnight there; 1970-01-01 is 0. */
export const dayOf = (wall: number): number => Math.floor(wall / dayMs);

/** 1 is Monday, 7 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** How far the zone is ahead of UTC at this moment, in milliseconds. */
export function offsetAt(zone: string, at: number): number {
  const spans = spansOf(zone, Math.floor(at / dayMs));
  // Nearly every day has one.
  for (let last = spans.length - 1; last > 0; last--) {
    const span = spans[last];
    if (span && span.from <= at) return span.offset;
  }
  return spans[0]?.offset ?? 0;
}

/** The offsets of a day of UTC, each from the moment from which it holds: asked once, because the formatter takes 3 µs for a moment. */
function spansOf(zone: string, day: number): Span[] {
  const clock = clockOf(zone);
  const known = clock.days.get(day);
  if (known) return known;
  const [begin, end] = [day * dayMs, (day + 1) * dayMs];
  const spans = [{ from: begin, offset: readOffset(clock.format, begin) }];
  for (let at = begin, offset = spans[0]?.offset ?? 0; at < end; at += sampleMs) {
    if (readOffset(clock.format, at + sampleMs) === offset) continue;
    const from = firstWithOther(zone, offset, at, at + sampleMs);
    offset = readOffset(clock.format, from);
    if (from < end) spans.push({ from, offset });
  }
  if (clock.days.size >= mostDays) clock.days.clear();
  clock.days.set(day, spans);
  return spans;
}

/**
 * The first moment after `from`, and not after `to`, at which the zone's clocks have been changed; null when there is none. Samples lie
 * 6 hours apart: no zone has changed its clocks and back within that time.
 */
export function nextClockChange(zone: string, from: number, to: number): number | null {
  const offset = offsetAt(zone, from);
  for (let known = from; known < to; known += sampleMs) {
    const later = Math.min(known + sampleMs, to);
    if (offsetAt(zone, later) !== offset) return firstWithOther(zone, offset, known, later);
  }
  return null;
}

function firstWithOther(zone: string, offset: number, from: number, to: number): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (readOffset(clockOf(zone).format, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

type Span = { from: number; offset: number };
type Clock = { format: Intl.DateTimeFormat; days: Map<number, Span[]> };

// Making a formatter costs a thousand times what asking it does.
const mostDays = 1000;
const clocks = new Map<string, Clock>();

function clockOf(zone: string): Clock {
  const known = clocks.get(zone);
  if (known) return known;
  const part = "numeric" as const;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: part,
    month: part,
    day: part,
    hour: part,
    minute: part,
    second: part,
  });
  const clock = { format, days: new Map() };
  clocks.set(zone, clock);
  return clock;
}

// "3/8/2026, 03:00:00"
function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (format.format(at).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
