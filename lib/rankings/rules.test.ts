import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestOf, confidence, rankReps, shrunkRate } from "./rules";

const rep = (name: string, attempts: number, conversations: number, answered: number) => ({
  user: { id: "00000000-0000-7000-8000-000000000000", name },
  attempts,
  conversations,
  responded_conversations: answered,
  response_rate: conversations === 0 ? null : answered / conversations,
  avg_response_time_hours: null,
  median_response_time_hours: null,
  p90_response_time_hours: null,
  collisions: { prevented: 0, overridden: 0, escaped: 0 },
});

describe("ranking reps", () => {
  const reps = [rep("lucky", 10, 10, 5), rep("steady", 400, 400, 140), rep("new", 9, 9, 9), rep("idle", 0, 0, 0)];
  const team = rep("team", 419, 419, 154);

  it("puts who was steady before who had ten lucky mails, and ranks nobody below the minimum", () => {
    expect(rankReps(reps, team, 40).map((one) => [one.user?.name, one.rank])).toEqual([
      ["steady", 1],
      ["lucky", null],
      ["new", null],
      ["idle", null],
    ]);
    const [first, second] = rankReps(reps, team, 10);
    expect([first?.user?.name, first?.shrunk_rate].join(" ")).toMatch(/^lucky 0\.43/);
    expect([second?.user?.name, second?.rank]).toEqual(["steady", 2]);
  });

  it("draws a rate towards the team's, never past it, and less the more it is of", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.float({ min: 0, max: 1, noNaN: true }), (whole, all) => {
        const answered = Math.floor(whole / 3);
        const rate = answered / whole;
        const shrunk = shrunkRate(answered, whole, all, 10) ?? -1;
        expect(shrunk).toBeGreaterThanOrEqual(Math.min(rate, all) - 1e-9);
        expect(shrunk).toBeLessThanOrEqual(Math.max(rate, all) + 1e-9);
        const more = shrunkRate(answered * 10, whole * 10, all, 10) ?? -1;
        expect(Math.abs(more - rate)).toBeLessThanOrEqual(Math.abs(shrunk - rate) + 1e-9);
      }),
    );
  });

  it("knows less the fewer there are", () => {
    expect(confidence(0, 0)).toEqual({ low: null, high: null });
    const { low, high } = confidence(5, 10);
    expect([low?.toFixed(4), high?.toFixed(4)]).toEqual(["0.2366", "0.7634"]);
    expect(confidence(0, 4).low).toBe(0);
    expect(confidence(4, 4).high).toBeCloseTo(1, 12);
  });
});

describe("the best of a person's own", () => {
  const tried = (name: string, attempts: number, answered: number) => ({ name, attempts, answered });

  it.each([
    [[], null],
    [[tried("lucky", 9, 9)], null],
    [[tried("silent", 50, 0)], null],
    [[tried("morning", 100, 40), tried("noon", 100, 30)], "morning"],
    // 5 of 10 is no better than 48 of 100 when 30 % is usual.
    [[tried("ten", 10, 5), tried("hundred", 100, 48)], "hundred"],
  ])("is, of %j, %s", (all, best) => {
    expect(bestOf(all, 0.3, 10)?.name ?? null).toBe(best);
  });
});
