import { expect, it } from "vitest";
import { fittingTags, withTag } from "./typed-tags";

const known = ["Fair 2025", "fair 2026", "Kühl", "unfair", "vip"];

it.each([
  ["", ["Fair 2025", "fair 2026", "Kühl", "unfair", "vip"]],
  ["fa", ["Fair 2025", "fair 2026", "unfair"]],
  ["vip, fa", ["Fair 2025", "fair 2026", "unfair"]],
  ["Fair 2025, fair", ["fair 2026", "unfair"]],
  ["kuh", ["Kühl"]],
  ["vip", []],
  ["nothing like it", []],
])("after %j these are offered", (typed, tags) => expect(fittingTags(typed, known)).toEqual(tags));

it("offers no more than can be looked over", () => {
  expect(
    fittingTags(
      "",
      Array.from({ length: 20 }, (_, nth) => `tag ${nth}`),
    ),
  ).toHaveLength(8);
});

it("puts a tag in place of what is being typed", () => {
  expect(withTag("vip, fa", "fair 2026")).toBe("vip, fair 2026, ");
  expect(withTag("", "vip")).toBe("vip, ");
});
