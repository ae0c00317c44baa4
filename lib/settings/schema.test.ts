import { expect, it } from "vitest";
import { changeSettingsCommandSchema } from "./schema";

const saidOf = (given: object) =>
  changeSettingsCommandSchema
    .safeParse(given)
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

it.each([3, "x", true, null])("a name that is no setting is named once, whatever its value is (%j)", (value) => {
  expect(saidOf({ nonsense: value })).toEqual([
    "nonsense: There is no such setting. GET /api/settings lists them all.",
  ]);
});

it("a name that every object has is no setting either", () => {
  expect(saidOf({ constructor: 1, toString: 2 })).toEqual([
    "constructor: There is no such setting. GET /api/settings lists them all.",
    "toString: There is no such setting. GET /api/settings lists them all.",
  ]);
});

it("a window takes its seconds, or null for the default", () => {
  expect(saidOf({ "guard.email.hard_window_seconds": 5, "guard.email.soft_window_seconds": null })).toBeUndefined();
  expect(saidOf({ "guard.email.hard_window_seconds": -5 })).toHaveLength(1);
  expect(saidOf({ "guard.email.hard_window_seconds": "a day" })).toHaveLength(1);
});
