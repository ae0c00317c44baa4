import type { PlacedSource } from "@/components/budgets/sources-table";
import type { Source } from "@/lib/sources/schema";

type Named = { id: string; name: string; parent_id: string | null };
type Placed<S> = S & { source: Named | null; with_below: S | null };
export type Branch<S> = {
  key: string;
  /** the way down to it: "Paid › Search" */
  name: string;
  sums: S;
  /** what its rows ask */
  asked: { source_id: string; below?: "true" };
};

/**
 * Sources in the order of their tree, the largest first: one with others below it as the sum of all of them, then what came from it alone, then
 * each below it.
 */
export function branchesOf<S>(all: readonly Placed<S>[], size: (sums: S) => number): Branch<S>[] {
  const told = new Set(all.map((one) => one.source?.id));
  const wholeOf = (one: Placed<S>): S => one.with_below ?? one;
  const under = (id: string | undefined) =>
    all
      .filter(({ source }) => (source?.parent_id && told.has(source.parent_id) ? source.parent_id : undefined) === id)
      .toSorted((a, b) => size(wholeOf(b)) - size(wholeOf(a)));
  const walk = (one: Placed<S>, above: string): Branch<S>[] => {
    const id = one.source?.id ?? "none";
    const name = `${above}${one.source?.name ?? "No source"}`;
    const own = { key: id, name, sums: one, asked: { source_id: id } };
    if (!one.with_below) return [own];
    return [
      { key: `${id} below`, name, sums: one.with_below, asked: { source_id: id, below: "true" } },
      ...(size(one) > 0 ? [{ ...own, name: `${name} › itself` }] : []),
      ...under(id).flatMap((child) => walk(child, `${name} › `)),
    ];
  };
  return under(undefined).flatMap((one) => walk(one, ""));
}

/** All sources in the order of their tree, each with its way down and the leads of its whole branch. */
export function placedSources(all: readonly Source[]): PlacedSource[] {
  const known = new Set(all.map((one) => one.id));
  const under = (id: string | null) =>
    all.filter(({ parent_id }) => (parent_id && known.has(parent_id) ? parent_id : null) === id);
  const walk = (one: Source, above: string): PlacedSource[] => {
    const way = `${above}${one.name}`;
    const below = under(one.id).flatMap((child) => walk(child, `${way} › `));
    return [{ ...one, way, leads_below: below.reduce((sum, { leads }) => sum + leads, one.leads) }, ...below];
  };
  return under(null).flatMap((one) => walk(one, ""));
}
