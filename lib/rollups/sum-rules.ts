/** One line of what was added up: of what (`attempts of a channel`), how many, how many of them answered, how many that begin a conversation. */
export type SumLine = {
  of: string;
  key: string;
  n: number;
  m: number;
  begun: number;
  /** of times: each of them, in microseconds, that many times more */
  values: string | null;
};
export type Count = { n: number; m: number; begun: number };

/** What a period adds up to. Nothing in it is ever changed: what is added makes another. */
export type Sums = {
  readonly counts: ReadonlyMap<string, Count>;
  /** first responses in order, in microseconds: of all (``), of a channel (`email`), of a rep (`rep 0199...`, `rep ` of nobody) */
  readonly times: ReadonlyMap<string, Float64Array>;
};
export const noSums: Sums = { counts: new Map(), times: new Map() };
const none: Count = { n: 0, m: 0, begun: 0 };

export const countOf = (sums: Sums, of: string, key = ""): Count => sums.counts.get(`${of} ${key}`) ?? none;

/** Those of one kind that are not nothing, with what they are of. */
export const countsOf = (sums: Sums, of: string): (Count & { key: string })[] =>
  [...sums.counts].flatMap(([name, count]) =>
    name.startsWith(`${of} `) && (count.n || count.m || count.begun)
      ? [{ key: name.slice(of.length + 1), ...count }]
      : [],
  );

/** The sums with these lines added. */
export function addLines(sums: Sums, lines: readonly SumLine[]): Sums {
  if (lines.length === 0) return sums;
  const counts = new Map(sums.counts);
  const moved = new Map<string, { more: number[]; fewer: number[] }>();
  for (const line of lines) {
    if (line.values !== null) {
      moveTimes(moved, line, line.values);
      continue;
    }
    const name = `${line.of} ${line.key}`;
    const { n, m, begun } = counts.get(name) ?? none;
    counts.set(name, { n: n + line.n, m: m + line.m, begun: begun + line.begun });
  }
  if (moved.size === 0) return { counts, times: sums.times };
  const times = new Map(sums.times);
  for (const [group, { more, fewer }] of moved) times.set(group, mergeTimes(times.get(group), more, fewer));
  return { counts, times };
}

// A time counts for all, for its channel and for its rep.
function moveTimes(moved: Map<string, { more: number[]; fewer: number[] }>, { key, n }: SumLine, values: string): void {
  const [channel = "", rep = ""] = key.split(" ");
  const each = values.split(",").map(Number);
  for (const group of ["", channel, `rep ${rep}`]) {
    const both = moved.get(group) ?? { more: [], fewer: [] };
    moved.set(group, both);
    const side = n > 0 ? both.more : both.fewer;
    for (let times = Math.abs(n); times > 0; times--) for (const one of each) side.push(one);
  }
}

/** What was in order, with some more and without some that are in it. */
export function mergeTimes(kept: Float64Array = new Float64Array(), more: number[], fewer: number[]): Float64Array {
  const [added, taken] = [Float64Array.from(more).sort(), Float64Array.from(fewer).sort()];
  const all = new Float64Array(kept.length + added.length);
  let [length, gone] = [0, 0];
  for (let at = 0, other = 0; at < kept.length || other < added.length; ) {
    const one = other >= added.length || (kept[at] ?? Infinity) <= (added[other] ?? 0) ? kept[at++] : added[other++];
    while ((taken[gone] ?? Infinity) < (one ?? 0)) gone++;
    if (one === taken[gone]) gone++;
    else all[length++] = one ?? 0;
  }
  return all.slice(0, length);
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
