import { expect, it } from "vitest";
import { branchesOf, placedSources } from "./source-tree";

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

it("tells where each source stands and how many leads its branch has", () => {
  const one = (id: string, parent_id: string | null, leads: number) => ({
    ...{ id, name: id, arrives_as: id.toLowerCase(), parent_id, leads },
    created_at: "2026-11-27T12:00:00Z",
  });
  const all = [one("Brand", "Search", 2), one("Fair", null, 4), one("Paid", null, 0), one("Search", "Paid", 1)];
  expect(placedSources(all).map((row) => [row.way, row.leads, row.leads_below])).toEqual([
    ["Fair", 4, 4],
    ["Paid", 0, 3],
    ["Paid › Search", 1, 3],
    ["Paid › Search › Brand", 2, 2],
  ]);
});
