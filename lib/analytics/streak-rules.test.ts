import { expect, it } from "vitest";
import { streakOf } from "./streak-rules";

// Monday the 2nd of November 2026 is the first day.
const days = (attempts: number[]) =>
  attempts.map((n, at) => ({ date: `2026-11-${String(at + 2).padStart(2, "0")}`, attempts: n }));

it.each([
  [[], 0],
  [[0, 0], 0],
  [[1, 2, 3], 3],
  [[1, 0, 3], 1],
  [[1, 1, 0], 2],
  [[1, 1, 1, 1, 1, 0, 0, 4], 6],
  [[1, 1, 1, 1, 0, 0, 0, 4], 1],
  [[1, 1, 1, 1, 1, 2, 0], 6],
])("of %j is %d", (attempts, streak) => {
  expect(streakOf(days(attempts))).toBe(streak);
});
