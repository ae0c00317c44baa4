import { open } from "node:fs/promises";
import { AppError, invalid } from "@/lib/core/errors";
import { cutText } from "@/lib/core/text-rules";
import { type OpenWorkbook, openWorkbook, readSheet } from "@/lib/workbooks/read-sheet";
import { readZip } from "@/lib/workbooks/read-zip";
import { MOST_COLUMNS, type Watch } from "@/lib/workbooks/schema";
import type { CsvRecord } from "./csv-rules";
import { encodingOf } from "./encoding-rules";
import { headerLines, readCsv, recordsOf } from "./read-csv";
import { type FileRow, type LeadFile, MOST_BYTES } from "./schema";
import { brokenCell, delimiterOf, fitRow, headerOf, insideLines } from "./shape-rules";

const sampleBytes = 8 * 1024 * 1024;

/** A table in a file, by what the file holds and not by its name; throws INVALID or TOO_LARGE saying what it is instead and what to do. */
export async function openLeadFile(path: string): Promise<LeadFile> {
  const { head, size } = await readHead(path);
  if (size === 0) throw invalid("file", "This file is empty. Choose one with a header line and rows below it.");
  if (size > MOST_BYTES)
    throw new AppError("TOO_LARGE", "This file is larger than 1 GB. Split it and import the parts.");
  const other = kinds.find((kind) => kind.begins.some((sign) => startsWith(head, sign)));
  if (other) throw notATable(other.what);
  return startsWith(head, "PK\u0003\u0004") ? openXlsx(path, size) : openCsv(path, head, size);
}

const kinds: { what: string; begins: string[] }[] = [
  { what: "a workbook of an old Excel, or one with a password", begins: ["\u00d0\u00cf\u0011\u00e0"] },
  { what: "a PDF", begins: ["%PDF"] },
  {
    what: "a picture",
    begins: ["\u0089PNG", "GIF8", "\u00ff\u00d8\u00ff", "BM", "II*\u0000"].filter((sign) => sign.length > 2),
  },
  { what: "a packed file", begins: ["\u001f\u008b", "7z\u00bc\u00af", "Rar!", "BZh", "\u00fd7zXZ"] },
  { what: "an XML file", begins: ["<?xml"] },
  { what: "a text document", begins: ["{\\rtf"] },
  { what: "a program", begins: ["\u007fELF", "MZ\u0090"] },
];

/** Texts that are none of comma and line, by their beginning; tables of a web page come with the ending .xls too. */
const otherTexts = [
  { what: "a web page", begins: /^\s*<(!doctype html|html|head|meta|style|body|table)\b/i },
  { what: "JSON", begins: /^\s*[[{]\s*["[{]/ },
];

/** Some characters that no text has are a broken cell each, and its row says so; this many are no table at all. */
function isNoise(sample: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is counted
  const found = sample.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0;
  return found > 64 && found > sample.length / 20;
}

const notATable = (what: string) => invalid("file", `This is ${what}. Save the table as CSV or .xlsx and choose that.`);

const startsWith = (head: Uint8Array, sign: string) =>
  [...sign].every((letter, nth) => head[nth] === letter.charCodeAt(0));

async function readHead(path: string): Promise<{ head: Uint8Array; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, sampleBytes));
    await file.read(head, 0, head.length, 0);
    return { head, size };
  } finally {
    await file.close();
  }
}

async function openCsv(path: string, head: Uint8Array, size: number): Promise<LeadFile> {
  const encoding = encodingOf(head, head.length === size);
  const sample = new TextDecoder(encoding).decode(head.subarray(0, 256 * 1024));
  const other = otherTexts.find(({ begins }) => begins.test(sample));
  if (other) throw notATable(other.what);
  if (isNoise(sample)) throw notATable("no text");
  const delimiter = delimiterOf(sample);
  const header = checkedHeader(await csvHeader(path, encoding, delimiter));
  return {
    format: "csv",
    encoding,
    delimiter,
    sheet: null,
    header,
    size,
    rows: (watch) => {
      if (watch) Object.assign(watch, { read: 0, of: size });
      return readCsv({ path, encoding, delimiter }, header, watch);
    },
  };
}

async function csvHeader(path: string, encoding: string, delimiter: string): Promise<string[]> {
  let records: CsvRecord[] = [];
  for await (const some of recordsOf({ path, encoding, delimiter }, 0, { end: sampleBytes - 1 })) {
    records = records.concat(some);
    const nth = headerLines(records[0]?.cells) - 1;
    const found = records[nth];
    if (found?.problem)
      throw invalid("file", `The header line cannot be read: ${found.problem.reason} ${found.problem.suggestion}`);
    if (found) return insideLines(records.slice(nth), delimiter) ?? found.cells;
  }
  throw invalid("file", "There is no header line in this file. Write the names of the columns into its first line.");
}

async function openXlsx(path: string, size: number): Promise<LeadFile> {
  const book = await openWorkbook(path, await readZip(path, size));
  for await (const [first] of readSheet(book)) {
    if (!first) continue;
    const header = checkedHeader(trimEnd(first.cells));
    const rows = (watch?: Watch) => sheetRows(book, header, watch);
    return { format: "xlsx", encoding: null, delimiter: null, sheet: book.name, header, size, rows };
  }
  throw invalid("file", `The sheet ${book.name} is empty. Move the table to the first sheet.`);
}

async function* sheetRows(book: OpenWorkbook, header: string[], watch?: Watch): AsyncGenerator<FileRow[]> {
  let [number, below] = [0, false];
  for await (const rows of readSheet(book, watch)) {
    const records = below ? rows : rows.slice(1);
    below = true;
    if (records.length === 0) continue;
    yield records.map(({ line, cells }) => {
      number += 1;
      // A sheet leaves out empty cells at the end.
      const padded = [...cells, ...header.slice(cells.length).map(() => "")];
      const fit = fitRow(padded, header.length, null);
      return { number, line, cells: fit.cells, problem: fit.problem ?? brokenCell(fit.cells, header) };
    });
  }
}

function checkedHeader(cells: string[]): string[] {
  if (cells.length > MOST_COLUMNS) {
    const count = cells.length.toLocaleString("en");
    throw invalid(
      "file",
      `This table has ${count} columns, the most is ${MOST_COLUMNS.toLocaleString("en")}. Keep those you need.`,
    );
  }
  if (cells.some((cell) => cell.includes("\u0000"))) {
    throw invalid(
      "file",
      "This is not a table: its first line contains NUL characters. Save the table as CSV or .xlsx.",
    );
  }
  if (cells.every((cell) => cell.replace(/[\p{Cc}\p{Cf}\s]/gu, "") === "")) {
    throw invalid("file", "The first line is empty. Write the names of the columns into it.");
  }
  const address = cells.find((cell) => /^\s*[^\s@]+@[^\s@]+\.[a-z]{2,}\s*$/i.test(cell));
  if (address) {
    throw invalid(
      "file",
      `The first line seems to be somebody, since it holds the address ${cutText(address.trim(), 60)}. Write the names of the columns into a line above it.`,
    );
  }
  return headerOf(cells);
}

function trimEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return cells.slice(0, last + 1);
}
