import { expect, it } from "vitest";
import { toQuery } from "./builder-rules";
import { isSegmentWork, menuOf, type SegmentWork, unsavedConditions, workText } from "./segment-work";

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

it("is listed and exported as the page shows it, and the menu says what it takes as saved", () => {
  const segment = { id: "s1", filter: { and: [] } };
  const saved = menuOf(segment, unsavedConditions(query, { ...query, id: "marked" }));
  expect([saved.file("csv"), saved.listMark, saved.copyMark]).toEqual(["/api/segments/s1/export?format=csv", "", ""]);
  const changed = unsavedConditions(query, toQuery({ and: [{ field: "status", op: "is", value: "contacted" }] }));
  const shown = menuOf(segment, changed);
  const asked = encodeURIComponent(JSON.stringify(changed?.filter));
  expect(decodeURIComponent(asked)).toContain("contacted");
  expect([shown.list, shown.file("xlsx")]).toEqual([
    `/leads?filter=${asked}`,
    `/api/leads/export?filter=${asked}&format=xlsx`,
  ]);
  expect([shown.listMark, shown.copyMark]).toEqual(["", " as saved"]);
  const half = unsavedConditions(query, {
    ...query,
    rules: [{ field: "name", operator: "contains", value: "" }],
  });
  const beside = menuOf(segment, half);
  expect([beside.file("csv"), beside.listMark, beside.copyMark]).toEqual([
    "/api/segments/s1/export?format=csv",
    " as saved",
    " as saved",
  ]);
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
