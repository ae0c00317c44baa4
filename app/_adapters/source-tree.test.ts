import { expect, it } from "vitest";
import { branchesOf } from "./source-tree";

it("puts sources below the one they belong to, each sum before its parts, and none of them twice", () => {
  const one = (id: string, parent_id: string | null, n: number, all: number | null = null) => ({
    source: { id, name: id, parent_id },
    n,
    with_below: all === null ? null : { n: all },
  });
  const rows = [
    one("Fair", null, 4),
    one("Brand", "Search", 2),
    one("Search", "Paid", 1, 3),
    one("Orphan", "gone", 1),
    { source: null, n: 3, with_below: null },
    one("Paid", null, 0, 5),
    one("Social", "Paid", 2),
  ];
  expect(branchesOf<{ n: number }>(rows, ({ n }) => n).map((row) => [row.name, row.sums.n, row.asked.below])).toEqual([
    ["Paid", 5, "true"],
    ["Paid › Search", 3, "true"],
    ["Paid › Search › itself", 1, undefined],
    ["Paid › Search › Brand", 2, undefined],
    ["Paid › Social", 2, undefined],
    ["Fair", 4, undefined],
    ["No source", 3, undefined],
    ["Orphan", 1, undefined],
  ]);
});
