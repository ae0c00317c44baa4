import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditsOf, monthsOf, paybackMonths, shareOut } from "./rules";
import { ATTRIBUTION_MODELS } from "./schema";

describe("attribution", () => {
  const points = fc.array(fc.constantFrom("source a", "source b", "channel email", "channel call"), { maxLength: 12 });
  const won = fc.array(fc.record({ minor: fc.nat(1_000_000_007), points }), { maxLength: 8 });

  it("adds up to the same under all four models, to the last minor unit", () => {
    fc.assert(
      fc.property(won, (deals) => {
        const revenue = deals.reduce((sum, deal) => sum + deal.minor, 0);
        for (const model of ATTRIBUTION_MODELS) {
          const credits = creditsOf(deals, model);
          expect(credits.reduce((sum, one) => sum + one.revenue_minor, 0)).toBe(revenue);
          expect(credits.reduce((sum, one) => sum + one.won, 0)).toBeCloseTo(deals.length, 9);
          expect(credits.every((one) => one.revenue_minor >= 0)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ["first", { "source fair": 1000 }],
    ["last", { "channel email": 1000 }],
    ["linear", { "source fair": 200, "channel call": 400, "channel email": 400 }],
    ["position", { "source fair": 400, "channel call": 133, "channel email": 467 }],
  ] as const)("gives by %s what that says", (model, expected) => {
    const deal = {
      minor: 1000,
      points: ["source fair", "channel call", "channel email", "channel call", "channel email"],
    };
    const credits = creditsOf([deal], model);
    expect(Object.fromEntries(credits.map((one) => [one.point, one.revenue_minor]))).toEqual(expected);
  });

  it("gives all of a deal without a touch to nobody by name", () => {
    expect(creditsOf([{ minor: 5, points: [] }], "linear")).toEqual([{ point: "unknown", revenue_minor: 5, won: 1 }]);
  });

  it("gives each weight its part of any amount, rounded down or one more", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1 }), (total, some) => {
        const weights = [1, ...some];
        const sum = BigInt(weights.reduce((all, one) => all + one, 0));
        const shares = shareOut(total, weights).map(BigInt);
        expect(shares.reduce((all, one) => all + one, 0n)).toBe(BigInt(total));
        for (const [nth, weight] of weights.entries()) {
          const least = (BigInt(total) * BigInt(weight)) / sum;
          expect([least, least + 1n]).toContain(shares[nth]);
        }
      }),
    );
  });

  it("loses nothing of any amount, and differs by one unit at most among equals", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 40 }), (total, count) => {
        const shares = shareOut(
          total,
          Array.from({ length: count }, () => 1),
        );
        expect(shares.reduce((sum, one) => sum + BigInt(one), 0n)).toBe(BigInt(total));
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("payback", () => {
  const of = (month: string, cost: number, revenue: number) => ({ month, cost, revenue });
  it.each([
    [[], null],
    [[of("2026-01", 0, 50)], null],
    [[of("2026-01", 100, 100)], 1],
    [[of("2026-01", 100, 20), of("2026-02", 0, 30), of("2026-03", 10, 60)], 3],
    [[of("2026-01", 0, 500), of("2026-02", 100, 0), of("2026-03", 0, 99)], null],
    // Nothing was spent and nobody was won from December to April: those months went by all the same.
    [[of("2025-11", 100, 0), of("2026-05", 0, 100)], 7],
  ])("of %j is %j months", (months, expected) => {
    expect(paybackMonths(months)).toBe(expected);
  });
});

describe("whole months", () => {
  const ctx = { now: new Date("2026-11-26T11:00:00Z"), timezone: "America/New_York" };
  it.each([
    [{}, { from: "2025-12-01", to: "2026-11-26" }],
    [
      { from_date: "2026-01-20", to_date: "2026-02-03" },
      { from: "2026-01-01", to: "2026-02-28" },
    ],
    [{ to_date: "2024-02-10" }, { from: "2023-03-01", to: "2024-02-29" }],
    [
      { from_date: "2026-10-05", to_date: "2027-02-03" },
      { from: "2026-10-01", to: "2026-11-26" },
    ],
    // Months to come end after they began.
    [
      { from_date: "2027-01-05", to_date: "2027-02-03" },
      { from: "2027-01-01", to: "2027-02-28" },
    ],
  ])("of %j are %j", (asked, expected) => {
    expect(monthsOf(asked, ctx)).toEqual(expected);
  });
});
