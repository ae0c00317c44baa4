import { expect, it } from "vitest";
import { toQuery } from "./builder-rules";
import { isSegmentWork, type SegmentWork, workText } from "./segment-work";

const query = toQuery({ and: [{ field: "status", op: "is", value: "new" }, { not: { and: [] } }] });
const work: SegmentWork = { name: "Hot ones", visibility: "private", query };

it("comes back as it was left, also with half a condition", () => {
  const half = { ...query, rules: [{ field: "name", operator: "contains", value: "" }] };
  for (const one of [work, { ...work, query: half }]) {
    const back: unknown = JSON.parse(JSON.stringify(one));
    expect(isSegmentWork(back)).toBe(true);
    expect(back).toEqual(one);
  }
  expect(workText({ ...work, query: half })).not.toBe(workText(work));
});

it("is no other work because the builder marked its rows", () => {
  const marked = { id: "a", ...query, rules: query.rules.map((one, nth) => ({ ...one, id: `r${nth}` })) };
  expect(workText({ ...work, query: marked })).toBe(workText(work));
  const half = { combinator: "and", rules: [{ field: "name", operator: "contains", value: "" }] };
  const halfMarked = { ...half, id: "a", rules: [{ id: "r", ...half.rules[0] }] };
  expect(workText({ ...work, query: halfMarked } as SegmentWork)).toBe(workText({ ...work, query: half }));
});

it.each([
  null,
  "Hot ones",
  { ...work, name: 1 },
  { ...work, visibility: "nobody" },
  { ...work, query: { combinator: "and", rules: [{ field: "shoe size", operator: "is", value: 44 }] } },
  { ...work, query: { combinator: "and", rules: ["and"] } },
])("%j is not what this release keeps", (raw) => {
  expect(isSegmentWork(raw)).toBe(false);
});
