import { expect, it } from "vitest";
import { addPart, type DryRun } from "./use-dry-run";

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
