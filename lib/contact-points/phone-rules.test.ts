import { expect, it } from "vitest";
import { formatPhone } from "./phone-rules";

it.each([
  ["+16175550142", "+1 617 555 0142"],
  ["+493055500117", "+49 30 55500117"],
  ["+442079460018", "+44 20 7946 0018"],
  ["not a number", "not a number"],
])("writes %s as %s", (number, shown) => {
  expect(formatPhone(number)).toBe(shown);
});
