import { expect, it } from "vitest";
import { fieldLines } from "./change-lines";

const line = (field: string, old: string | null, now: string | null) => ({ field, old, new: now });
const told = (...lines: ReturnType<typeof line>[]) =>
  fieldLines(lines, "EUR").map(({ field, old, now }) => [field, old, now]);

it("an amount is told with its currency, the lead's unless the event says another", () => {
  expect(told(line("estimated_value_minor", "1250050", "999900"))).toEqual([
    ["Estimated value", "12,500.50 EUR", "9,999 EUR"],
  ]);
  expect(told(line("currency", "EUR", "JPY"), line("estimated_value_minor", "100", "100"))).toEqual([
    ["Estimated value", "1 EUR", "100 JPY"],
  ]);
  expect(told(line("estimated_value_minor", "100", null), line("currency", "EUR", null))).toEqual([
    ["Estimated value", "1 EUR", null],
  ]);
  expect(told(line("currency", "EUR", "JPY"))).toEqual([["Currency", "EUR", "JPY"]]);
});

it("a chance is told in percent and a status by its name", () => {
  expect(told(line("probability_override", null, "0.9"), line("status", "on_ice", "new"))).toEqual([
    ["Probability", null, "90 %"],
    ["Status", "On ice", "New"],
  ]);
});

it("own fields are told one by one, and only those that changed", () => {
  expect(told(line("metadata", '{"Plan":"Gold","Seats":12}', '{"Plan":"Silver","Seats":12,"more":{"a":1}}'))).toEqual([
    ["Plan", "Gold", "Silver"],
    ["more", null, '{"a":1}'],
  ]);
  expect(told(line("source_metadata", null, '{"utm_source":"ads"}'))).toEqual([["utm_source", null, "ads"]]);
  expect(told(line("metadata", "not JSON", "{}"))).toEqual([["Metadata", "not JSON", "{}"]]);
});
