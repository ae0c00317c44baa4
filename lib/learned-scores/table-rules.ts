import { invalid } from "@/lib/core/errors";
import type { Table } from "./schema";

type Wish = { truth: string; leaveOut: readonly string[]; empty: readonly string[] };
export type Examples = { table: Table; truth: Uint8Array; skipped: number };

const yes: readonly string[] = ["1", "yes", "y", "true", "t", "won", "converted"];
const no: readonly string[] = ["0", "no", "n", "false", "f", "lost", "not converted"];

/**
 * Rows whose outcome is known, without the columns that must not be looked at. Throws INVALID for a column that is not there. Rows without
 * an outcome, or that do not fit the header, are skipped and counted.
 */
export function examplesOf(header: readonly string[], rows: readonly (readonly string[])[], wish: Wish): Examples {
  const truthAt = placeOf(header, wish.truth);
  const out = new Set([truthAt, ...wish.leaveOut.map((name) => placeOf(header, name))]);
  const kept = header.flatMap((_, nth) => (out.has(nth) ? [] : [nth]));
  const empty = new Set(wish.empty.map((value) => value.trim().toLowerCase()));
  const known = rows.filter((row) => row.length === header.length && cellOf(row[truthAt], empty) !== null);
  const truth = Uint8Array.from(known, (row) => outcomeOf(row[truthAt] ?? "", wish.truth));
  const cells = known.map((row) => kept.map((nth) => cellOf(row[nth], empty)));
  return {
    table: { columns: kept.map((nth) => header[nth] ?? ""), rows: cells },
    truth,
    skipped: rows.length - known.length,
  };
}

function cellOf(cell: string | undefined, empty: ReadonlySet<string>): string | null {
  const text = cell?.trim() ?? "";
  return text === "" || empty.has(text.toLowerCase()) ? null : text;
}

function placeOf(header: readonly string[], name: string): number {
  const exact = header.indexOf(name.trim());
  const nth = exact >= 0 ? exact : header.findIndex((one) => one.toLowerCase() === name.trim().toLowerCase());
  if (nth < 0) throw invalid("column", `There is no column ${name}. The columns are: ${header.join(", ")}.`);
  return nth;
}

function outcomeOf(cell: string, column: string): 0 | 1 {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/^([01])\.0+$/, "$1");
  if (yes.includes(text)) return 1;
  if (no.includes(text)) return 0;
  throw invalid("truth", `The column ${column} holds "${cell.slice(0, 50)}". Write 1 or 0, yes or no, true or false.`);
}
