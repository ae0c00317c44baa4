import { expect, test } from "vitest";
import { newBackOff } from "@/scripts/supervisor/keep-alive";

test("waits ever longer for what does not stay up, at most 30 s, and not at all for what did", () => {
  let now = 0;
  const backOff = newBackOff(() => now);
  const pauses = Array.from({ length: 10 }, () => {
    now += 100;
    const pause = backOff();
    now += pause;
    return pause;
  });
  expect(pauses).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  now += 3500;
  expect(backOff()).toBe(0);
});
