import { expect, test } from "vitest";
import { goalWords, sentWords, streakWords } from "./goal-words";

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

test("says what sequences sent, when they sent something", () => {
  const touches = { done: 12, target: null };
  expect(sentWords({ automated: 3, touches })).toBe("Sequences sent 3 of today's 12 in your name. ");
  expect(sentWords({ automated: 0, touches })).toBe("");
});
