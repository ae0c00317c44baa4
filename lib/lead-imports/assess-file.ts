import { createHash } from "node:crypto";
import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import type { FileRow, LeadFile } from "@/lib/lead-files/schema";
import { dateOrderOf } from "@/lib/lead-rows/date-rules";
import { bare, proposeEmpty, proposeMapping } from "@/lib/lead-rows/header-rules";
import type { DateOrder, Mapping } from "@/lib/lead-rows/schema";
import type { Watch } from "@/lib/workbooks/schema";
import { ERROR_COLUMNS, isErrorFile } from "./error-file-rules";
import { wellFormed } from "./file-rules";

export type AssessedFile = Omit<LeadFile, "rows"> & {
  headerKey: string;
  sample: { line: number; cells: string[]; problem: FileRow["problem"] }[];
  rowsEstimated: number;
  rowsExact: boolean;
  dateOrders: Record<string, DateOrder>;
  proposed: Mapping;
  proposedEmpty: string[];
};

const mostRows = 20_000;
const mostBytes = 16_000_000;
const shownRows = 100;

/** What is in a file: its columns, its first rows, about how many there are, and what each column is likely to be. Looks at the beginning only. */
export async function assessFile(path: string, region: string): Promise<AssessedFile> {
  const { rows, ...file } = await openLeadFile(path);
  const seen: FileRow[] = [];
  const watch: Watch = { read: 0, of: 0 };
  let [count, ended] = [0, true];
  for await (const some of rows(watch)) {
    count += some.length;
    seen.push(...some.slice(0, 2000 - seen.length));
    ended = count < mostRows && watch.read < mostBytes;
    if (!ended) break;
  }
  const good = seen.filter((row) => !row.problem).map((row) => row.cells);
  return {
    ...file,
    headerKey: keyOf(file.header),
    sample: seen.slice(0, shownRows).map((row) => ({
      line: row.line,
      cells: shownCells(wellFormed(row).cells),
      problem: row.problem,
    })),
    rowsEstimated: ended ? count : Math.max(count, Math.round((count * watch.of) / Math.max(watch.read, 1))),
    rowsExact: ended,
    dateOrders: datesOf(file.header, good, region),
    proposed: { ...proposeMapping(file.header, good), ...withoutNotes(file.header) },
    proposedEmpty: proposeEmpty(file.header, good),
  };
}

// Enough of each cell to show it, and enough of a row to be refused here as it will be: what is kept of one is 16 KB.
const shownOfRow = 20_000;
const shownOfCell = 2000;

function shownCells(cells: readonly string[]): string[] {
  let left = shownOfRow;
  return cells.map((cell) => {
    const shown = cell.slice(0, Math.max(shownOfCell, left));
    left -= shown.length;
    return shown;
  });
}

function datesOf(header: string[], rows: string[][], region: string): Record<string, DateOrder> {
  const orders = header.map((name, nth) => [name, dateOrderOf(valuesOf(rows, nth), region)] as const);
  return Object.fromEntries(orders.flatMap(([name, order]) => (order ? [[name, order] as const] : [])));
}

function* valuesOf(rows: string[][], nth: number): Generator<string> {
  for (const cells of rows) yield cells[nth] ?? "";
}

/** The columns of a file by their names; one of rejected rows is read as the file it comes from. */
function keyOf(header: string[]): string {
  const own = isErrorFile(header) ? header.slice(ERROR_COLUMNS.length) : header;
  return createHash("sha256")
    .update(JSON.stringify(own.map(bare)))
    .digest("hex")
    .slice(0, 32);
}

const withoutNotes = (header: string[]): Mapping =>
  isErrorFile(header) ? Object.fromEntries(ERROR_COLUMNS.map((name) => [name, "ignore"])) : {};
