/** One line of what changed: the field, before and after, as text; null: there was or is nothing. */
export type Change = { field: string; old: string | null; new: string | null };

export type Told = { changes: Change[]; facts: { name: string; value: string }[] };

/** A payload as people read it: what changed from what to what, and the rest as facts. */
export function tellPayload(payload: Record<string, unknown>): Told {
  const { changes, old, new: now, ...rest } = payload;
  const whole = isRecord(old) && isRecord(now) ? pairsOf(old, now) : [];
  const loose =
    isRecord(old) && isRecord(now) ? {} : { ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) };
  const named = isRecord(changes) ? Object.entries(changes).map(([field, change]) => changeOf(field, change)) : [];
  const facts = Object.entries({ ...rest, ...loose }).flatMap(([name, value]) => factOf(name, value));
  return { changes: [...named, ...whole], facts };
}

function changeOf(field: string, change: unknown): Change {
  const pair = isRecord(change) ? change : { new: change };
  return { field, old: textOf(pair.old), new: textOf(pair.new) };
}

// The whole before and the whole after: only what differs is a change.
function pairsOf(old: Record<string, unknown>, now: Record<string, unknown>): Change[] {
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return fields
    .map((field) => ({ field, old: textOf(old[field]), new: textOf(now[field]) }))
    .filter((change) => change.old !== change.new);
}

function factOf(name: string, value: unknown): { name: string; value: string }[] {
  const text = textOf(value);
  return text === null ? [] : [{ name, value: text }];
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (isRecord(value) && typeof value.name === "string") return value.name;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
