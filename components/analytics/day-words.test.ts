import { expect, it } from "vitest";
import { namerOf } from "./day-words";

it.each([
  ["one year", ["2026-11-01", "2026-11-12"], "12 Nov"],
  ["two years", ["2025-11-13", "2026-11-12"], "12 Nov 2026"],
  ["no days", [], "12 Nov"],
])("calls a day of %s so that nobody takes it for another", (_, dates, words) => {
  expect(namerOf(dates.map((date) => ({ date })))("2026-11-12")).toBe(words);
});
