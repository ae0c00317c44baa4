type Named = { id: string; name: string; parent_id: string | null };
type Placed = { source: Named | null };

/**
 * The rows of sources as a tree: a source that has none of its own but one below it gets an empty row, so that no sum hangs in the air; and
 * with each row those of all sources below it, at any depth.
 */
export function withBranches<T extends Placed>(
  rows: readonly T[],
  all: readonly Named[],
  empty: (source: Named) => T,
): { row: T; below: T[] }[] {
  const named = new Map(all.map((one) => [one.id, one]));
  const told = new Map(rows.flatMap((row) => (row.source ? [[row.source.id, row] as const] : [])));
  const below = new Map<string, T[]>();
  for (const row of rows) {
    for (const above of waysUp(row.source, named)) below.set(above.id, [...(below.get(above.id) ?? []), row]);
  }
  const added = [...below.keys()].filter((id) => !told.has(id)).flatMap((id) => named.get(id) ?? []);
  return [...rows, ...added.map(empty)].map((row) => ({ row, below: below.get(row.source?.id ?? "") ?? [] }));
}

/** The sources above one, nearest first; a ring, which the database refuses, would end where it began. */
function waysUp(source: Named | null, named: ReadonlyMap<string, Named>): Named[] {
  const up: Named[] = [];
  for (let at = source?.parent_id ? named.get(source.parent_id) : undefined; at; ) {
    if (at.id === source?.id || up.includes(at)) break;
    up.push(at);
    at = at.parent_id ? named.get(at.parent_id) : undefined;
  }
  return up;
}
