import { expect, it } from "vitest";
import { periodOf, periodOfDays } from "./rules";
import { outreachAnalyticsInputSchema } from "./schema";

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

it("refuses years that no database counts in", () => {
  const wrong = (days: object) => [
    ...new Set(outreachAnalyticsInputSchema.safeParse(days).error?.issues.map(({ path }) => path.join("."))),
  ];
  expect(wrong({ from_date: "0000-01-01" })).toEqual(["from_date"]);
  expect(wrong({ from_date: "0000-01-01", to_date: "0000-12-31" })).toEqual(["from_date", "to_date"]);
});

it("refuses too many days and days to come, whether or not the last one is said", () => {
  const wrong = (days: object) =>
    outreachAnalyticsInputSchema.safeParse(days).error?.issues.map(({ path, message }) => [path.join("."), message]);
  const tooLong = [["from_date", expect.stringContaining("ten years")]];
  expect(wrong({ from_date: "2001-01-01", to_date: "2026-01-01" })).toEqual(tooLong);
  expect(wrong({ from_date: "2001-01-01" })).toEqual(tooLong);
  expect(wrong({ from_date: "2999-01-01" })).toEqual([["from_date", expect.stringContaining("after today")]]);
  expect(wrong({ from_date: "2026-03-02", to_date: "2026-03-01" })).toEqual([["to_date", expect.any(String)]]);
  expect(wrong({ from_date: "2026-03-02" })).toBeUndefined();
});
