import { setImmediate as later } from "node:timers/promises";
import { expect, test } from "vitest";
import { AppError } from "./errors";
import { gather } from "./gather";

test("what is asked while an answer is awaited is asked together, at most so many at once, and each gets its own answer", async () => {
  const asked: number[][] = [];
  const double = gather(async (items: number[]) => {
    asked.push(items);
    await later();
    return items.map((one) => one * 2);
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(asked).toEqual([[1], [2, 3, 4], [5]]);
  expect(await double(6)).toBe(12);
});

test("one that cannot be answered holds up no other", async () => {
  const half = gather(async (items: number[]) => {
    await later();
    if (items.includes(3)) throw new Error("odd");
    return items.map((one) => one / 2);
  }, 10);
  const answers = await Promise.allSettled([2, 4, 3, 6].map(half));
  expect(answers.map((one) => (one.status === "fulfilled" ? one.value : "refused"))).toEqual([1, 2, "refused", 3]);
});

test("what is away for all is not asked again for each", async () => {
  let times = 0;
  const never = gather(async (_: number[]): Promise<number[]> => {
    times += 1;
    await later();
    throw new AppError("UNAVAILABLE", "The database is away");
  }, 10);
  const answers = await Promise.allSettled([1, 2, 3, 4].map(never));
  expect([times, answers.every((one) => one.status === "rejected")]).toEqual([2, true]);
});
