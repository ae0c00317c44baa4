import { count, hoursWords } from "./figure-words";

/** How a figure went since the days before: an arrow that is read aloud as a word, and by how much. */
export type Change = { arrow: "↑" | "↓" | "="; text: string; said: string };

type Pair = [now: number | null, before: number | null | undefined];

/** A count beside the one before, in percent; from nothing there is no percent. */
export function countChange(...[now, before]: Pair): Change | null {
  if (now === null || before === null || before === undefined) return null;
  if (before === 0) return now === 0 ? null : changeBy(now, "from 0", `${count(now)} more`);
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
