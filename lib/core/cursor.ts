import { invalid } from "./errors";

/** The place after a row, for keyset paging; opaque outside. */
export const encodeCursor = (place: (string | number)[]) => Buffer.from(JSON.stringify(place)).toString("base64url");

/** Throws INVALID for anything this product did not hand out with so many parts. */
export function decodeCursor(cursor: string | undefined, parts: number): string[] | null {
  if (!cursor) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(place) && place.length === parts) return place.map(String);
  } catch {
    // not JSON: refused below
  }
  throw invalid("cursor", "This cursor is not one of ours. Start again without it.");
}
