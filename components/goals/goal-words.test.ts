import { expect, test } from "vitest";
import { goalWords, streakWords } from "./goal-words";

const none = (done: number) => ({ done, target: null });

test.each([
  [{ touches: none(0), people: none(0), calls: none(0) }, "0 touches today"],
  [{ touches: none(1), people: none(1), calls: none(0) }, "1 touch today"],
  [
    { touches: { done: 12, target: 30 }, people: none(9), calls: { done: 2, target: 10 } },
    "12 of 30 touches, 2 of 10 calls",
  ],
])("%j reads %s", (goals, words) => expect(goalWords(goals)).toBe(words));

test("a streak is told in days", () => {
  expect([0, 1, 4].map(streakWords)).toEqual(["No streak yet", "1 day in a row", "4 days in a row"]);
});
