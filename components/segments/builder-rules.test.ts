import { expect, it } from "vitest";
import { FIELD_NAMES } from "@/lib/filters/field-schema";
import type { Filter } from "@/lib/filters/schema";
import { firstValue, operatorsOf, toFilter, toQuery } from "./builder-rules";

const status: Filter = { field: "status", op: "is", value: "new" };

it.each<[string, Filter, Filter?]>([
  ["a group", { and: [status, { field: "score", op: "between", value: [10, 20] }] }],
  ["groups in groups", { or: [status, { and: [status, { not: { or: [status] } }] }] }],
  ["an own field", { and: [{ field: "metadata", key: "plan", op: "is", value: "a=b" }] }],
  ["an own field that is filled", { and: [{ field: "metadata", key: "plan", op: "is_set" }] }],
  ["one condition alone, as a group of one", status, { and: [status] }],
  ["one condition denied", { not: status }, { not: { and: [status] } }],
])("gives %s back as it was", (_, filter, expected = filter) => {
  expect(toFilter(toQuery(filter))).toEqual({ filter: expected });
});

it("says what is missing, and in which condition, instead of asking for half a condition", () => {
  const name = { field: "name", operator: "contains", value: "" };
  expect(toFilter({ combinator: "and", rules: [name] })).toEqual({ problem: "Name: say what to look for." });
  const tags = { field: "tags", operator: "any_of", value: [] };
  const rules = [
    { field: "status", operator: "is", value: "new" },
    { combinator: "or", not: true, rules: [tags] },
  ];
  expect(toFilter({ combinator: "and", rules })).toEqual({ problem: "Tags: choose at least one." });
});

it("offers every operator that a field knows, each with a value of its shape to begin with", () => {
  for (const field of FIELD_NAMES) {
    const operators = operatorsOf(field);
    expect([field, operators.length > 0]).toEqual([field, true]);
    for (const { name } of operators) {
      const built = toFilter({ combinator: "and", rules: [{ field, operator: name, value: firstValue(field, name) }] });
      // What has to be typed is asked for in words; nothing is refused as a condition that there is not.
      if ("problem" in built) expect(built.problem).not.toMatch(/cannot be asked|none of the forms/);
    }
  }
});
