import { expect, test } from "vitest";
import { countConditions, filterWords } from "./filter-words";

const is = { field: "status", op: "is", value: "new" };

test.each([
  [is, 1],
  [{ and: [is, { or: [is, { not: is }] }] }, 3],
  [{ and: [] }, 0],
  [{ not: { and: [is, is] } }, 2],
  [{ and: [is, { field: "secrets", op: "is", value: "x" }] }, null],
  [{ field: "status", op: "at_least", value: 3 }, null],
  [{ and: is }, null],
  [{}, null],
  [[is], null],
  ["text", null],
  [null, null],
])("%j has %s conditions", (tree, count) => {
  expect(countConditions(JSON.stringify(tree))).toBe(count);
});

test("what is not JSON is no filter, and says so as none", () => {
  expect(countConditions("{oops")).toBeNull();
  expect([filterWords("{oops"), filterWords(JSON.stringify(is))]).toEqual(["0 more", "1 more"]);
});
