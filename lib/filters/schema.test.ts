import fc from "fast-check";
import { expect, it } from "vitest";
import { parseInput } from "@/lib/core/parse";
import { DEEPEST, filterSchema, filterTextSchema, MOST_CONDITIONS } from "./schema";

const status = { field: "status", op: "is", value: "new" };
const deep = (levels: number): unknown => (levels === 0 ? status : { not: deep(levels - 1) });
const many = (count: number) => ({ and: Array.from({ length: count }, () => status) });

it.each<[string, unknown]>([
  ["one condition alone", status],
  ["an empty group: every lead", { and: [] }],
  ["groups in groups", { or: [{ and: [status, { not: status }] }, status] }],
  ["as deep as it may be", deep(DEEPEST)],
  ["as many as there may be", many(MOST_CONDITIONS)],
  ["several values", { field: "source", op: "any_of", value: ["Fair", "a, b"] }],
  ["a range", { field: "score", op: "between", value: [20, 20] }],
  ["a day", { field: "created_at", op: "before", value: "2024-02-29" }],
  ["a time with a zone", { field: "created_at", op: "after", value: "2026-03-31T09:00:00+02:00" }],
  ["an own field", { field: "metadata", key: "plan", op: "is", value: "pro" }],
  ["who asks", { field: "owner", op: "is", value: "me" }],
])("takes %s", (_, tree) => {
  expect(filterSchema.parse(tree)).toEqual(tree);
  expect(filterTextSchema.parse(JSON.stringify(tree))).toEqual(tree);
});

it.each<[string, unknown, string, RegExp]>([
  ["nothing", null, "body", /is an object/],
  ["a list", [status], "body", /is an object/],
  ["an unknown field", { field: "password", op: "is", value: "x" }, "field", /Use one of name, email/],
  ["a field of every object", { field: "constructor", op: "is", value: "x" }, "field", /Use one of/],
  ["an unknown operator", { ...status, op: "like" }, "op", /Use one of is/],
  ["an operator of another field", { ...status, op: "at_least", value: 3 }, "op", /Status cannot be asked this/],
  ["a status there is not", { ...status, value: "warm" }, "value", /Use one of new, enriched/],
  ["something beside", { ...status, sql: "1=1" }, "sql", /not known here/],
  ["two groups in one", { and: [status], or: [status] }, "or", /Nothing stands beside/],
  ["a group that is no list", { and: status }, "and", /must be a list/],
  ["one too deep", deep(DEEPEST + 1), "not.not.not.not.not", /At most 5 groups/],
  ["far too deep", deep(3000), "not.not.not.not.not", /At most 5 groups/],
  ["one condition too many", many(MOST_CONDITIONS + 1), "and", /at most 50 conditions/],
  ["too many in all", { and: [many(30), many(21)] }, "and.1.and.20", /at most 50 conditions/],
  ["a wrong one deep inside", { or: [status, { not: { ...status, value: 3 } }] }, "or.1.not.value", /must be text/],
  ["two letters", { field: "name", op: "contains", value: "ab" }, "value", /three letters/],
  ["letters and signs without three in a row", { field: "email", op: "contains", value: "a@b.c" }, "value", /in a row/],
  ["two digits", { field: "phone", op: "contains", value: "+4 1" }, "value", /three digits/],
  ["a score beyond", { field: "score", op: "at_least", value: 101 }, "value", /from 0 to 100/],
  ["half a score", { field: "score", op: "at_least", value: 1.5 }, "value", /whole number/],
  ["a range turned round", { field: "score", op: "between", value: [9, 1] }, "value", /smaller one/],
  ["a day there is not", { field: "created_at", op: "before", value: "2026-02-30" }, "value", /Give a day/],
  ["a time without a zone", { field: "created_at", op: "before", value: "2026-02-03T10:00:00" }, "value", /Give a day/],
  ["no days", { field: "created_at", op: "in_last_days", value: 0 }, "value", /least is one day/],
  ["an owner that is no id", { field: "owner", op: "is", value: "rep1" }, "value", /user's id/],
  ["a zone there is not", { field: "timezone", op: "is", value: "Mars/Base" }, "value", /IANA/],
  ["no key", { field: "metadata", op: "is", value: "pro" }, "key", /which own field/],
  ["a key where none is", { ...status, key: "plan" }, "key", /Leave it out/],
  ["a value where none is", { field: "owner", op: "is_set", value: "me" }, "value", /no value/],
  ["a NUL", { field: "source", op: "is", value: "a\u0000b" }, "value", /control character/],
  ["half a character", { field: "source", op: "is", value: "a\ud800b" }, "value", /half a character/],
])("refuses %s, saying where and what next", (_, tree, path, message) => {
  const [error] = issuesOf(tree);
  expect(error?.path).toBe(path);
  expect(error?.message).toMatch(message);
});

it("refuses what is not JSON", () => {
  expect(filterTextSchema.safeParse("{and:").success).toBe(false);
});

it("answers anything at all with a tree or a refusal, never with a crash", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue({ maxDepth: 8 }), fc.anything({ maxDepth: 4 })), (raw) => {
      const read = filterSchema.safeParse(raw);
      if (read.success) expect(filterSchema.parse(read.data)).toEqual(read.data);
      else expect(read.error.issues[0]?.message).toMatch(/[.]$/);
    }),
    { numRuns: 2000 },
  );
});

function issuesOf(tree: unknown): { path: string; message: string }[] {
  // Half a character is refused by the door already; here the tree alone is asked.
  const read = filterSchema.safeParse(tree);
  try {
    parseInput(filterSchema, tree ?? 0);
  } catch {
    // Only so that the issues speak the house's words.
  }
  return (read.error?.issues ?? filterSchema.safeParse(tree).error?.issues ?? []).map((one) => ({
    path: one.path.join(".") || "body",
    message: one.message,
  }));
}
