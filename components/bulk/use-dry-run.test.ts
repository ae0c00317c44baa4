import { expect, it } from "vitest";
import { addPart, type DryRun, wouldBegin } from "./use-dry-run";

const example = {
  lead: { id: "1", name: "Ada" },
  outcome: "skipped",
  code: "X",
  reason: "Why",
  begins_at: null,
} as const;
const reason = (count: number, code = "ADDRESS_INVALID") => ({ outcome: "skipped" as const, code, count, example });
const empty: DryRun = { looked_at: 0, ok: 0, skipped: 0, decide: 0, reasons: [], over: false, failure: null };

it("the parts of a dry run add up, the most frequent reason first", () => {
  const first = addPart(empty, {
    looked_at: 5,
    ok: 2,
    skipped: 3,
    decide: 0,
    reasons: [reason(2), reason(1, "DNC_BLOCKED")],
  });
  const both = addPart(first, { looked_at: 4, ok: 1, skipped: 3, decide: 0, reasons: [reason(3, "DNC_BLOCKED")] });
  expect(both).toMatchObject({ looked_at: 9, ok: 3, skipped: 6 });
  expect(both.reasons.map((one) => [one.code, one.count])).toEqual([
    ["DNC_BLOCKED", 4],
    ["ADDRESS_INVALID", 2],
  ]);
});

it.each([
  ["nobody was looked at yet", {}, false, false],
  ["all are left out", { looked_at: 3, skipped: 3, over: true }, true, false],
  ["somebody is fine, and others are still looked at", { looked_at: 500, ok: 1, skipped: 499 }, false, true],
  ["all are to decide", { looked_at: 2, decide: 2, over: true }, false, false],
  ["all are to decide, and that was decided", { looked_at: 2, decide: 2, over: true }, true, true],
  ["it could not be looked at", { failure: "No connection", over: true }, false, true],
])("when %s, whether enrolling begins with anybody", (_, found, whenAllowed, begins) => {
  expect(wouldBegin({ ...empty, ...found }, whenAllowed)).toBe(begins);
});
