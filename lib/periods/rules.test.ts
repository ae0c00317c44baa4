import { expect, it } from "vitest";
import { fiscalYears, lastDays, lastMonths, periodOf, periodOfDays } from "./rules";

// Late in the evening of the 28th of February in New York it is March in UTC.
const clock = { now: new Date("2026-03-01T03:00:00Z"), timezone: "America/New_York" };

it("ends periods today where the organization is", () => {
  expect(lastDays([7, 365, 730], clock)).toEqual([
    { label: "7 days", from: "2026-02-22", to: "2026-02-28" },
    { label: "1 year", from: "2025-03-01", to: "2026-02-28" },
    { label: "2 years", from: "2024-03-01", to: "2026-02-28" },
  ]);
  expect(lastMonths([3, 12], clock)).toEqual([
    { label: "3 months", from: "2025-12-01", to: "2026-02-28" },
    { label: "12 months", from: "2025-03-01", to: "2026-02-28" },
  ]);
});

it.each([
  [1, "2026-01-01", "2025-01-01", "2025-12-31"],
  [2, "2026-02-01", "2025-02-01", "2026-01-31"],
  [3, "2025-03-01", "2024-03-01", "2025-02-28"],
  [4, "2025-04-01", "2024-04-01", "2025-03-31"],
  [10, "2025-10-01", "2024-10-01", "2025-09-30"],
  [12, "2025-12-01", "2024-12-01", "2025-11-30"],
])("begins the fiscal year with month %i on %s", (start, from, lastFrom, lastTo) => {
  expect(fiscalYears(start, clock)).toEqual([
    { label: "Fiscal year", from, to: "2026-02-28" },
    { label: "Last fiscal year", from: lastFrom, to: lastTo },
  ]);
});

// Late in the evening of the 20th in New York it is the 21st in UTC.
const ctx = { now: new Date("2026-11-21T03:00:00Z"), timezone: "America/New_York" };

it("ends a period today where the organization is", () => {
  expect(periodOfDays(7, ctx)).toEqual({ from: "2026-11-14", to: "2026-11-20" });
  expect(periodOf({}, ctx)).toEqual({ from: "2026-10-22", to: "2026-11-20" });
});

it("takes the days that were asked for, and 30 when only the last is given", () => {
  expect(periodOf({ from_date: "2026-03-01", to_date: "2026-03-31" }, ctx)).toEqual({
    from: "2026-03-01",
    to: "2026-03-31",
  });
  expect(periodOf({ to_date: "2026-03-31" }, ctx).from).toBe("2026-03-02");
});
