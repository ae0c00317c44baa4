import { cutText } from "@/lib/core/text-rules";
import { cellsOfLine, takeRecords } from "./csv-rules";
import { MOST_CELLS, type RowProblem } from "./schema";

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What stands between the cells: the sign that gives the most lines as many cells as the first; of a sample of lines. */
export function delimiterOf(sample: string): Delimiter {
  const told = /^sep=(.)[\r\n]/i.exec(sample)?.[1];
  const named = DELIMITERS.find((one) => one === told);
  if (named) return named;
  const scored = DELIMITERS.map((delimiter) => {
    const { records } = takeRecords(sample, 1, { delimiter, width: 0, final: true });
    const width = records[0]?.cells.length ?? 0;
    const same = records.slice(0, 200).filter((record) => record.cells.length === width).length;
    return { delimiter, score: width > 1 ? same * 1000 + Math.min(width, 999) : 0 };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  if (best && best.score > 0) return best.delimiter;
  const { records } = takeRecords(sample, 1, { delimiter: ",", width: 0, final: true });
  return DELIMITERS.find((delimiter) => insideLines(records, delimiter) !== null) ?? ",";
}

/** The names of the columns where this line and the next stand in quotation marks as a whole; null where they do not. */
export function insideLines(records: readonly { cells: string[] }[], delimiter: string): string[] | null {
  const [names, next] = records.slice(0, 2).map(({ cells }) => {
    const [whole = "", ...more] = cells;
    return more.length === 0 ? cellsOfLine(whole, delimiter) : null;
  });
  return names && next && names.length > 2 && names.length === next.length ? names : null;
}

/** The names of the columns; one that is empty is called by its place, one that comes again has its number behind it. */
export function headerOf(cells: readonly string[]): string[] {
  const named = cells.map((cell, nth) => clean(cell) || `Column ${nth + 1}`);
  const seen = new Map<string, number>();
  return named.map((name) => {
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

const clean = (cell: string) =>
  cutText(
    cell
      .replace(/^\uFEFF/, "")
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
      .trim(),
    200,
  );

type Shaped = { cells: string[]; problem: RowProblem | null };

/** A record beside its header: too few or too many cells are a problem, empty ones at the end are not. */
export function fitRow(cells: string[], width: number, delimiter: string | null): Shaped {
  if (cells.length === width) return { cells, problem: null };
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === "")) {
    return { cells: cells.slice(0, width), problem: null };
  }
  const inner = cells.length === 1 && delimiter ? cellsOfLine(cells[0] ?? "", delimiter) : null;
  if (inner && inner.length === width) return { cells: inner, problem: quotedWhole(width) };
  return { cells, problem: ragged(cells.length, width) };
}

const quotedWhole = (width: number): RowProblem => ({
  column: null,
  reason: `The whole line stands in one pair of quotation marks, so it reads as 1 cell instead of ${width}.`,
  suggestion:
    "Take the outer quotation marks away. Here the cells are already as they then read: check them and import this file.",
});

const most = MOST_CELLS.toLocaleString("en");
const ragged = (has: number, width: number): RowProblem => ({
  column: null,
  reason: `This row has ${has > MOST_CELLS ? `more than ${most}` : has} ${has === 1 ? "cell" : "cells"}, the header has ${width}.`,
  suggestion:
    has < width
      ? "Add the cells that are missing, empty ones too, so that every value stands below its heading."
      : "Take out the cells that are too many, or put quotation marks around a value that holds a separator.",
});

/** What a cell holds that cannot be stored; null when all is well. */
export function brokenCell(cells: readonly string[], header: readonly string[]): RowProblem | null {
  for (const [nth, cell] of cells.entries()) {
    const what = cell.includes("\u0000")
      ? "a NUL character"
      : cell.includes("\uFFFD")
        ? "a character that could not be read (�)"
        : /\p{Cs}/u.test(cell)
          ? "half a character"
          : null;
    if (what) {
      return { column: header[nth] ?? null, reason: `The cell holds ${what}.`, suggestion: "Type the value again." };
    }
  }
  return null;
}
