import {
  type DayFacts,
  type Days,
  dayName,
  dayNumber,
  type Groups,
  PART,
  type Placed,
  WIDTH,
  weekdayOf,
} from "./fact-rules";

/** The days where the organization is, both included, and the channel if one alone is asked for. */
export type SumQuestion = { from: string; to: string; method: string | null };
export type Count = { n: number; m: number; begun: number };

/** What a period adds up to: counts by what they are of (`attempts of a channel`), and how long first responses took. */
export type Sums = {
  readonly counts: ReadonlyMap<string, Count>;
  /** in order, in microseconds: of all (``), of a channel (`email`), of a rep (`rep 0199...`, `rep ` of nobody) */
  readonly times: ReadonlyMap<string, Float64Array>;
};
const none: Count = { n: 0, m: 0, begun: 0 };
export const countOf = (sums: Sums, of: string, key = ""): Count => sums.counts.get(`${of} ${key}`) ?? none;

/** Those of one kind that are not nothing, with what they are of. */
export const countsOf = (sums: Sums, of: string): (Count & { key: string })[] =>
  [...sums.counts].flatMap(([name, count]) =>
    name.startsWith(`${of} `) && (count.n || count.m || count.begun)
      ? [{ key: name.slice(of.length + 1), ...count }]
      : [],
  );

/** Adds up the facts of these days that hold for the period. Plain numbers at places, for a month has tens of thousands of facts. */
export function addUp(all: readonly Days[], { all: groups }: Groups, { from, to, method }: SumQuestion): Sums {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const sums = new Float64Array(groups.length * 3);
  const spans = new Map<string, Span>();
  const spansOf = new Array<Span[] | undefined>(groups.length).fill(undefined);
  const counts = new Map<string, Count>();
  for (const days of all) {
    for (const [day, facts] of days) {
      if (day < first || day > last) continue;
      const [attempts, touches] = [new Float64Array(3), new Float64Array(3)];
      for (let at = 0; at < facts.length; at += WIDTH) {
        if (!holds(facts, at, first, last)) continue;
        const place = facts[at] ?? 0;
        const group = groups[place];
        if (!group || !isAsked(group, method)) continue;
        addTo(sums, place * 3, facts, at + 4);
        if (group.daily) addTo(group.daily === "attempts" ? attempts : touches, 0, facts, at + 4);
        if (group.times.length > 0) {
          const own = spansOf[place] ?? group.times.map((name) => spanOf(spans, name));
          spansOf[place] = own;
          addTimes(own, facts, at);
        }
      }
      addCount(counts, `day ${dayName(day)}`, attempts, 0);
      addCount(counts, `weekday ${weekdayOf(day)}`, touches, 0);
    }
  }
  for (let place = 0; place < groups.length; place++)
    for (const name of groups[place]?.counts ?? []) addCount(counts, name, sums, place * 3);
  return { counts, times: new Map([...spans].map(([name, { more, fewer }]) => [name, inOrder(more, fewer)])) };
}

/** Of one channel those that name it; of all, each once. */
const isAsked = ({ channel, repeats }: Placed, method: string | null) =>
  method === null ? !repeats : channel === method;

const holds = (facts: DayFacts, at: number, first: number, last: number) =>
  (facts[at + 1] ?? 0) < first && (facts[at + 2] ?? 0) <= last && (facts[at + 3] ?? 0) > last;

function addTo(sums: Float64Array, place: number, facts: DayFacts, at: number): void {
  sums[place] = (sums[place] ?? 0) + (facts[at] ?? 0);
  sums[place + 1] = (sums[place + 1] ?? 0) + (facts[at + 1] ?? 0);
  sums[place + 2] = (sums[place + 2] ?? 0) + (facts[at + 2] ?? 0);
}

function addCount(counts: Map<string, Count>, name: string, sums: Float64Array, place: number): void {
  const [n = 0, m = 0, begun = 0] = [sums[place], sums[place + 1], sums[place + 2]];
  if (!n && !m && !begun) return;
  const sum = counts.get(name) ?? none;
  counts.set(name, { n: sum.n + n, m: sum.m + m, begun: sum.begun + begun });
}

/** Microseconds that are there, and those of them that are taken back. */
type Span = { more: number[]; fewer: number[] };

function spanOf(spans: Map<string, Span>, name: string): Span {
  const span = spans.get(name) ?? { more: [], fewer: [] };
  spans.set(name, span);
  return span;
}

function addTimes(spans: readonly Span[], facts: DayFacts, at: number): void {
  const n = facts[at + 4] ?? 0;
  const micros = (facts[at + 7] ?? 0) * PART + (facts[at + 8] ?? 0);
  for (const { more, fewer } of spans) for (let nth = Math.abs(n); nth > 0; nth--) (n > 0 ? more : fewer).push(micros);
}

/** Numbers in order, without those that are taken back. */
export function inOrder(more: readonly number[], fewer: readonly number[]): Float64Array {
  const all = new Float64Array(more).sort();
  if (fewer.length === 0) return all;
  const gone = new Float64Array(fewer).sort();
  let [length, next] = [0, 0];
  for (const one of all) {
    while ((gone[next] ?? Number.POSITIVE_INFINITY) < one) next++;
    if (gone[next] === one) next++;
    else all[length++] = one;
  }
  return all.subarray(0, length);
}

export type Spread = { responded: number; mean: number | null; median: number | null; p90: number | null };

/** How many responses, and their mean, median and 90th percentile in hours, as SQL's percentile_cont has them. */
export function spreadOf(times: Float64Array = new Float64Array()): Spread {
  const responded = times.length;
  if (responded === 0) return { responded, mean: null, median: null, p90: null };
  const at = (share: number) => {
    const place = share * (responded - 1);
    const [low, high] = [times[Math.floor(place)] ?? 0, times[Math.ceil(place)] ?? 0];
    return (low + (place - Math.floor(place)) * (high - low)) / MICROSECONDS_OF_HOUR;
  };
  let sum = 0;
  for (const one of times) sum += one;
  return { responded, mean: sum / responded / MICROSECONDS_OF_HOUR, median: at(0.5), p90: at(0.9) };
}
const MICROSECONDS_OF_HOUR = 3.6e9;
