/** What a fact is of: attempts are also `tried` (sums of a period) and `days` (of its days) where a period was added up at once; `value` only where it names a group (an hour, a direction, the day that a response came). */
export type Group = { kind: string; channel: string | null; user_id: string | null; ref: string | null; value: number };
/** Facts of one group, `WIDTH` numbers each: day, after, since, before, n, m, begun, and the microseconds of a response in two parts. Days are since 2000. */
export type Told = { group: Group; numbers: Int32Array };
/** Facts of one day, as they are told, but with the place of their group where the day was. */
export type DayFacts = Int32Array;
export type Days = ReadonlyMap<number, DayFacts>;

export const WIDTH = 9;
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);
export const dayNumber = (day: string): number => (Date.parse(day) - EPOCH) / DAY_MS;
export const dayName = (day: number): string => new Date(EPOCH + day * DAY_MS).toISOString().slice(0, 10);
// 1 January 2000 was a Saturday; 1 is Monday.
export const weekdayOf = (day: number): number => ((((day + 5) % 7) + 7) % 7) + 1;

/** What one of the lower part of microseconds more than the highest makes one of the upper part. */
export const PART = 2 ** 31;

/** A group and what it is a part of: counts, counts by day, times of responses; and whether it stands beside others that say the same by channel. */
export type Placed = {
  channel: string | null;
  counts: readonly string[];
  daily: "attempts" | "touches" | null;
  times: readonly string[];
  repeats: boolean;
};

/** Groups, each at its place; a place never changes. */
export class Groups {
  readonly all: Placed[] = [];
  readonly #places = new Map<string, number>();

  placeOf(group: Group): number {
    const name = Object.values(group).join(" ");
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.all.length);
    return this.all.push(placed(group)) - 1;
  }
}

function placed(group: Group): Placed {
  const { kind, channel, user_id, value } = group;
  const timed = kind === "responded";
  const ofAttempts = kind === "attempts" || kind === "days";
  return {
    channel,
    counts: timed ? [] : namesOf(group),
    daily: ofAttempts ? "attempts" : kind === "direction" && value === 0 ? "touches" : null,
    times: timed ? ["", `${channel}`, `rep ${user_id ?? ""}`] : [],
    repeats: channel !== null && (kind === "leads" || kind === "hour"),
  };
}

function namesOf({ kind, channel, user_id, ref, value }: Group): string[] {
  if (kind === "days") return [];
  if (kind === "attempts" || kind === "tried" || kind === "again")
    return ["all ", `channel ${channel}`, `rep ${user_id ?? ""}`];
  if (kind === "leads") return ["leads "];
  if (kind === "hour") return [`hour ${value}`];
  if (kind === "direction") return [`direction ${channel} ${value}`];
  return kind === "responses" ? [`response ${dayName(value)}`] : [`${kind} ${ref}`];
}

/** What holds for a period, as facts of its own: a few numbers of each are told (`totalsPart`), and nothing else depends on its days. */
export function toldOfPeriod(
  { group, numbers }: { group: Group; numbers: readonly number[] },
  days: { from: number; to: number },
): Told {
  const timed = group.kind === "responded";
  const width = timed ? 2 : 4;
  const all = new Int32Array((numbers.length / width) * WIDTH);
  for (let from = 0, at = 0; from < numbers.length; from += width, at += WIDTH) {
    const [one, two] = [numbers[from] ?? 0, numbers[from + 1] ?? 0];
    all[at] = timed ? days.from : one;
    all[at + 1] = days.from - 1;
    all[at + 2] = days.from;
    all[at + 3] = days.to + 1;
    all[at + 4] = timed ? one : two;
    all[at + 5] = timed ? 0 : (numbers[from + 2] ?? 0);
    all[at + 6] = timed ? 0 : (numbers[from + 3] ?? 0);
    all[at + 7] = timed ? Math.floor(two / PART) : 0;
    all[at + 8] = timed ? two % PART : 0;
  }
  return { group, numbers: all };
}

/** What was told, day by day. */
export function toDays(told: readonly Told[], groups: Groups): Map<number, DayFacts> {
  const sizes = new Map<number, number>();
  for (const { numbers } of told) {
    for (let at = 0; at < numbers.length; at += WIDTH) {
      const day = numbers[at] ?? 0;
      sizes.set(day, (sizes.get(day) ?? 0) + WIDTH);
    }
  }
  const days = new Map([...sizes].map(([day, size]) => [day, new Int32Array(size)]));
  for (const { group, numbers } of told) {
    const place = groups.placeOf(group);
    for (let at = 0; at < numbers.length; at += WIDTH) {
      const day = numbers[at] ?? 0;
      const start = (sizes.get(day) ?? 0) - WIDTH;
      sizes.set(day, start);
      const facts = days.get(day);
      if (!facts) continue;
      facts[start] = place;
      for (let nth = 1; nth < WIDTH; nth++) facts[start + nth] = numbers[at + nth] ?? 0;
    }
  }
  return days;
}

/** Days with the facts of others added to those of them that are there. Neither is changed. */
export function withMore(days: Days, more: Days): Days {
  if (more.size === 0) return days;
  const all = new Map(days);
  for (const [day, facts] of more) {
    const known = days.get(day);
    if (!known) continue;
    const both = new Int32Array(known.length + facts.length);
    both.set(known);
    both.set(facts, known.length);
    all.set(day, both);
  }
  return all;
}

/** Days but for those that grew past a power of two: what moves to and fro adds up for ever, and they are asked for anew. */
export const withoutGrown = (days: Days, before: Days): Days =>
  new Map(
    [...days].filter(([day, facts]) => Math.clz32(facts.length) >= Math.clz32(before.get(day)?.length ?? facts.length)),
  );
