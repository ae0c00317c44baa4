import type { FileRow } from "@/lib/lead-files/schema";

/** A row as the database can keep it: of what cannot be stored a sign stands in its place, and it is a problem of the row already. */
export function wellFormed(row: FileRow): FileRow {
  if (!row.problem) return row;
  return { ...row, cells: row.cells.map((cell) => cell.replaceAll("\u0000", "\u2400").replace(/\p{Cs}/gu, "\uFFFD")) };
}

const mostRows = 500;
const mostText = 4_000_000;

/** Rows in sets that one transaction stores: 500, fewer when they are long. */
export async function* setsOf(pieces: AsyncIterable<FileRow[]>): AsyncGenerator<FileRow[]> {
  let set: FileRow[] = [];
  let text = 0;
  for await (const piece of pieces) {
    for (const row of piece) {
      const length = row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (set.length === mostRows || (set.length > 0 && text + length > mostText)) {
        yield set;
        set = [];
        text = 0;
      }
      set.push(wellFormed(row));
      text += length;
    }
  }
  if (set.length > 0) yield set;
}
