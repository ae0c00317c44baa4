import { count, hoursWords } from "./figure-words";

/** How a figure went since the days before: an arrow that is read aloud as a word, and by how much. */
export type Change = { arrow: "↑" | "↓" | "="; text: string; said: string };

type Pair = [now: number | null, before: number | null | undefined];

/** Of fewer than these, and from this many times on, a percentage is a large number that says nothing. */
const FEWEST = 10;
const MOST_TIMES = 10;

/** A count beside the one before, in percent; of very few, or of very many more, from how many. `tell` says how the figure is written. */
export function countChange(now: Pair[0], before: Pair[1], tell: (value: number) => string = count): Change | null {
  if (now === null || before === null || before === undefined) return null;
  if (before === 0 && now === 0) return null;
  if (before < FEWEST || now >= before * MOST_TIMES) {
    return changeBy(
      now - before,
      `from ${tell(before)}`,
      `${tell(Math.abs(now - before))} ${now < before ? "fewer" : "more"}`,
    );
  }
  const share = `${Math.round((Math.abs(now - before) / before) * 100)} %`;
  return changeBy(now - before, share, `${share} ${now < before ? "fewer" : "more"}`);
}

/** A rate beside the one before, in points. */
export function rateChange(...[now, before]: Pair): Change | null {
  if (now === null || before === null || before === undefined) return null;
  const points = Math.round((now - before) * 1000) / 10;
  const words = `${Math.abs(points).toFixed(1)} pt`;
  return changeBy(points, words, `${Math.abs(points).toFixed(1)} points ${points < 0 ? "lower" : "higher"}`);
}

/** A length of time beside the one before. */
export function hoursChange(...[now, before]: Pair): Change | null {
  if (now === null || before === null || before === undefined) return null;
  const minutes = Math.round((now - before) * 60);
  const words = hoursWords(Math.abs(minutes) / 60);
  return changeBy(minutes, words, `${words} ${minutes < 0 ? "faster" : "slower"}`);
}

function changeBy(by: number, text: string, said: string): Change {
  if (by === 0) return { arrow: "=", text: "", said: "as before" };
  return { arrow: by < 0 ? "↓" : "↑", text, said };
}
