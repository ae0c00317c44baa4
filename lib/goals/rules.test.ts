import { describe, expect, it } from "vitest";
import { enoughOf, isReached, streakOfGoals } from "./rules";

const none = { touches: null, people: null, calls: null };
const done = (touches: number, calls = 0) => ({ touches, people: touches, calls });

describe("a day", () => {
  it.each([
    [done(1), none, true],
    [done(0), none, false],
    [done(20), { ...none, touches: 20 }, true],
    [done(19), { ...none, touches: 20 }, false],
    [done(20, 1), { ...none, touches: 20, calls: 2 }, false],
    [done(20, 2), { ...none, touches: 20, calls: 2 }, true],
  ])("of %j against %j reaches its goals: %s", (counted, targets, reached) => {
    expect(isReached(counted, targets)).toBe(reached);
  });
});

it.each([
  [none, { touches: 1, people: 0, calls: 0 }],
  [
    { ...none, touches: 20 },
    { touches: 20, people: 0, calls: 0 },
  ],
  [
    { ...none, calls: 2, people: 5 },
    { touches: 0, people: 5, calls: 2 },
  ],
])("of a day %j asks no more than it takes to tell: %j", (targets, enough) => {
  expect(enoughOf(targets)).toEqual(enough);
  expect(isReached(enough, targets)).toBe(true);
});

describe("a streak", () => {
  const days = (from: string, ...touches: number[]) =>
    touches.map((count, nth) => ({
      date: new Date(Date.parse(`${from}T00:00:00Z`) + nth * 86_400_000).toISOString().slice(0, 10),
      ...done(count),
    }));
  it("goes on over a weekend, and today does not break it before it is over", () => {
    // Thursday, Friday, Saturday, Sunday, Monday
    expect(streakOfGoals(days("2026-11-19", 5, 5, 0, 0, 0), { ...none, touches: 5 })).toBe(2);
    expect(streakOfGoals(days("2026-11-19", 5, 5, 0, 0, 5), { ...none, touches: 5 })).toBe(3);
  });
  it("ends at a day that fell short of the goal", () => {
    expect(streakOfGoals(days("2026-11-23", 5, 4, 5, 5), { ...none, touches: 5 })).toBe(2);
    expect(streakOfGoals(days("2026-11-23", 5, 4, 5, 5), none)).toBe(4);
  });
});
