import { invalid } from "./errors";

/** What the first part of a place is, as SQL will read it; the second is always the row's id. */
export type PlaceKind = "time" | "integer" | "text";

/** The place after a row of one list in one order, for keyset paging; opaque outside. */
export const encodeCursor = (list: string, place: (string | number)[]) =>
  Buffer.from(JSON.stringify([list, ...place])).toString("base64url");

/** The value and id of the row before; throws INVALID for anything that this product did not hand out for this very list. */
export function decodeCursor(list: string, cursor: string | undefined, kind: PlaceKind): [string, string] | null {
  if (!cursor) return null;
  const [origin, value, id, ...rest] = partsOf(cursor);
  if (value === undefined || id === undefined || rest.length > 0 || !uuid.test(id)) {
    throw invalid("cursor", "This cursor is not one of ours. Start again without it.");
  }
  if (origin !== list) {
    throw invalid("cursor", "This cursor is of another list, or of another order. Start again without it.");
  }
  if (reads[kind](value)) return [value, id];
  throw invalid("cursor", "This cursor is not one of ours. Start again without it.");
}

/** Whether a text has the form of a place; one that was cut off in a mail has not. */
export const isCursor = (text: string) => partsOf(text).length === 3;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const reads: Record<PlaceKind, (value: string) => boolean> = {
  time: (value) => value === "-infinity" || isTimestamp(value),
  integer: (value) => /^-?\d{1,9}$/.test(value),
  text: (value) => !value.includes("\u0000"),
};

function partsOf(cursor: string): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(place) ? place.map(String) : [];
  } catch {
    return [];
  }
}

// As PostgreSQL writes a timestamptz: 2026-03-02 09:00:00.123456+00
function isTimestamp(value: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/.exec(
    value,
  );
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
