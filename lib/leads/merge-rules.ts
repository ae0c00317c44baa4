/** Fields of a lead as a form shows them: a company by its name, an owner by the id. */
export type Fields = Record<string, unknown>;
export type Merged = { changes: Fields; conflicts: string[] };

/**
 * What two people typed into one lead since it was opened, put together: what only one of them changed goes in, tags and the parts of the
 * source are put together one by one, and what both changed to something different is a conflict.
 */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merged {
  const merged: Merged = { changes: {}, conflicts: [] };
  for (const fields of unitsOf(mine)) {
    const [was, wish, is] = [base, mine, theirs].map((one) => pick(one, fields));
    if (same(wish, was) || same(wish, is)) continue;
    if (fields[0] === "tags") merged.changes.tags = mergeTags(base.tags, mine.tags, theirs.tags);
    else if (fields[0] === "source_metadata") mergeParts(merged, [base, mine, theirs]);
    else if (same(is, was)) Object.assign(merged.changes, wish);
    else merged.conflicts.push(fields[0] ?? "");
  }
  return merged;
}

// Half of an amount means nothing: a value and its currency change together.
const money = ["estimated_value_minor", "currency"];
const unitsOf = (mine: Fields): string[][] => {
  const names = Object.keys(mine);
  const single = names.filter((name) => !money.includes(name)).map((name) => [name]);
  return names.some((name) => money.includes(name)) ? [...single, money] : single;
};

function pick(from: Fields, names: string[]): Fields {
  const picked = Object.fromEntries(names.map((name) => [name, plain(from[name])]));
  // Without a value its currency says nothing.
  return "currency" in picked && picked.estimated_value_minor === null ? { ...picked, currency: null } : picked;
}

const plain = (value: unknown) => (value === undefined || value === "" ? null : value);

function mergeTags(base: unknown, mine: unknown, theirs: unknown): string[] {
  const [was, wish, is] = [base, mine, theirs].map(textsOf);
  const removed = was?.filter((tag) => !wish?.includes(tag)) ?? [];
  return [...new Set([...(is ?? []), ...(wish ?? [])])].filter((tag) => !removed.includes(tag)).toSorted();
}

function mergeParts(merged: Merged, sides: [Fields, Fields, Fields]): void {
  const [was, wish, is] = sides.map((side) => recordOf(side.source_metadata));
  if (!was || !wish || !is) return;
  // What the form does not show stays.
  const shown = Object.fromEntries(Object.keys({ ...was, ...wish }).map((key) => [key, wish[key]]));
  const inner = mergeFields(was, shown, is);
  merged.conflicts.push(...inner.conflicts);
  if (Object.keys(inner.changes).length === 0) return;
  const parts = Object.entries({ ...is, ...inner.changes }).filter(([, value]) => plain(value) !== null);
  merged.changes.source_metadata = Object.fromEntries(parts);
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const recordOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? { ...value } : {});

const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).toSorted();
  if (typeof value !== "object" || value === null) return plain(value);
  return Object.entries(value)
    .map(([name, one]) => [name, sorted(one)] as const)
    .toSorted(([a], [b]) => a.localeCompare(b));
}
