import { expect, it } from "vitest";
import { outreachAnalyticsInputSchema } from "./schema";

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
