import type { RejectedRow } from "./schema";

/** The columns that a file of rejected rows has before its own. */
export const ERROR_COLUMNS = ["line", "column", "reason", "suggestion"] as const;

/** Whether a file is one of rejected rows that comes back. */
export const isErrorFile = (header: readonly string[]) => ERROR_COLUMNS.every((name, nth) => header[nth] === name);

/** The first line of such a file. The mark before it tells spreadsheets that it is UTF-8. */
export const errorHeader = (header: readonly string[]) => `\uFEFF${csvLine([...ERROR_COLUMNS, ...header])}`;

/** A rejected row with what is wrong with it and its cells as they were, one line of the file. */
export function errorLine({ line, problems, cells }: RejectedRow): string {
  const columns = problems.flatMap((problem) => problem.column ?? []);
  const said = (pick: "reason" | "suggestion") => [...new Set(problems.map((problem) => problem[pick]))].join(" ");
  return csvLine([String(line), columns.join(", "), said("reason"), said("suggestion"), ...cells]);
}

// A cell that a spreadsheet would calculate gets an apostrophe, which is taken away again when the file comes back.
const csvLine = (cells: readonly string[]) =>
  `${cells.map((cell) => quoted(/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)).join(",")}\r\n`;

const quoted = (cell: string) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
