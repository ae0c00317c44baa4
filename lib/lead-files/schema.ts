import type { Watch } from "@/lib/workbooks/schema";

/** Why a row does not become a lead as it stands, and what to do about it. `column` is null when it is about the row as a whole. */
export type RowProblem = { column: string | null; reason: string; suggestion: string };

/** One record of a file: its place among the records (1 is the first below the header), the line it begins on, its cells as text. */
export type FileRow = { number: number; line: number; cells: string[]; problem: RowProblem | null };

export type FileFormat = "csv" | "xlsx";

/** A table that was found in a file. `rows` may be asked again: each time from the beginning. */
export type LeadFile = {
  format: FileFormat;
  /** of a text: how it is written */
  encoding: string | null;
  delimiter: string | null;
  /** of a workbook: the sheet that is read */
  sheet: string | null;
  /** as in the file, a name that comes again with its number: `Email`, `Email (2)` */
  header: string[];
  /** bytes */
  size: number;
  rows: (watch?: Watch) => AsyncGenerator<FileRow[]>;
};

/** of one record: as many columns as a sheet can have; what goes beyond is told as "more than" */
export const MOST_CELLS = 16_384;
/** of one record, characters */
export const MOST_RECORD = 4_000_000;
/** of a file, bytes */
export const MOST_BYTES = 1024 ** 3;
