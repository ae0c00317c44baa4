import { decodeCursor, encodeCursor } from "./cursor";
import type { PageInput } from "./schema";

type Page<T> = { data: T[]; next_cursor: string | null; total: number };

/**
 * One page of a list that is read whole because it is short. When the row before the page is gone, its place in the
 * list is taken, so that a list somebody shortens is neither skipped through nor told twice.
 */
export function cutPage<T extends { id: string }>(
  list: string,
  rows: readonly T[],
  { limit, cursor }: PageInput,
): Page<T> {
  const from = placeAfter(list, rows, cursor);
  const data = rows.slice(from, from + limit);
  const last = data.at(-1);
  const next = last && from + data.length < rows.length ? encodeCursor(list, [from + data.length, last.id]) : null;
  return { data, next_cursor: next, total: rows.length };
}

/** The same of rows without ids in an order that stays, to which rows are added at the end only. */
export function cutSteady<T>(list: string, rows: readonly T[], { limit, cursor }: PageInput): Page<T> {
  const from = Math.max(Number(decodeCursor(list, cursor, "integer")?.[0] ?? 0), 0);
  const data = rows.slice(from, from + limit);
  const end = from + data.length;
  return {
    data,
    next_cursor: data.length > 0 && end < rows.length ? encodeCursor(list, [end, noId]) : null,
    total: rows.length,
  };
}

const noId = "00000000-0000-0000-0000-000000000000";

function placeAfter(list: string, rows: readonly { id: string }[], cursor: string | undefined): number {
  const place = decodeCursor(list, cursor, "integer");
  if (place === null) return 0;
  const found = rows.findIndex(({ id }) => id === place[1]);
  return found === -1 ? Math.max(Number(place[0]) - 1, 0) : found + 1;
}
