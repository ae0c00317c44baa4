import { refused, unpackEntry, type ZipEntry } from "./read-zip";
import { MOST_COLUMNS, type Watch } from "./schema";
import { cellText, columnOf, isDateFormat, type Workbook } from "./sheet-rules";
import { createXmlReader, type XmlHandlers, XmlRefusal } from "./xml-rules";

export type SheetRow = { line: number; cells: string[] };
export type OpenWorkbook = Workbook & { path: string; sheet: ZipEntry; name: string };

const mostStrings = 96_000_000;
const mostSmall = 16_000_000;
const mostSheet = 1024 ** 3;

/** The first visible sheet of a workbook and what is needed to read it. Formulas, macros, links and other sheets are left alone. */
export async function openWorkbook(path: string, parts: Map<string, ZipEntry>): Promise<OpenWorkbook> {
  const book = parts.get("xl/workbook.xml");
  if (!book) throw refused("it is a ZIP file, but not of Excel. Save it as .xlsx or CSV");
  const { sheets, from1904 } = await readBook(path, book);
  const [first] = sheets;
  if (!first) throw refused("it has no sheet that can be seen");
  const target = await findTarget(path, parts.get("xl/_rels/workbook.xml.rels"), first.id);
  const sheet = parts.get(target);
  if (!sheet) throw refused(`the sheet ${first.name} is missing in it`);
  const strings = await readStrings(path, parts.get("xl/sharedStrings.xml"));
  const dateStyles = await readDateStyles(path, parts.get("xl/styles.xml"));
  return { path, sheet, name: first.name, strings, dateStyles, from1904 };
}

/** The rows of a sheet that hold anything, piece by piece; `line` is the row's number in the sheet. */
export async function* readSheet(book: OpenWorkbook, watch?: Watch): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [] };
  let cell: { place: number; kind: string | null; style: number; text: string } | null = null;
  let reading = false;
  const open: XmlHandlers["open"] = (name, attribute) => {
    if (name === "row") row = { line: Number(attribute("r")) || row.line + 1, cells: [] };
    else if (name === "c") {
      const reference = attribute("r");
      const place = reference ? columnOf(reference) : row.cells.length;
      if (place >= MOST_COLUMNS) throw new XmlRefusal(`it has more than ${MOST_COLUMNS.toLocaleString("en")} columns`);
      cell = { place, kind: attribute("t"), style: Number(attribute("s") ?? 0), text: "" };
    } else if (name === "v" || name === "t") reading = true;
    else if (name === "rPh") reading = false;
  };
  const close = (name: string) => {
    if (name === "v" || name === "t") reading = false;
    else if (name === "c" && cell) {
      while (row.cells.length < cell.place) row.cells.push("");
      row.cells[cell.place] = cellText(cell, book);
      cell = null;
    } else if (name === "row" && row.cells.some((one) => one.trim() !== "")) rows.push(row);
  };
  const text = (piece: string) => {
    if (reading && cell) cell.text += piece;
  };
  for await (const _ of readXml(book.path, book.sheet, mostSheet, { open, close, text }, watch)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

async function* readXml(
  path: string,
  entry: ZipEntry,
  most: number,
  handlers: XmlHandlers,
  watch?: Watch,
): AsyncGenerator<void> {
  if (watch) Object.assign(watch, { read: 0, of: entry.unpacked });
  const decoder = new TextDecoder("utf-8");
  const reader = createXmlReader(handlers);
  try {
    for await (const bytes of unpackEntry(path, entry, most)) {
      if (watch) watch.read += bytes.length;
      reader(decoder.decode(bytes, { stream: true }));
      yield;
    }
  } catch (error) {
    throw error instanceof XmlRefusal ? refused(error.message) : error;
  }
}

async function readWhole(path: string, entry: ZipEntry | undefined, most: number, handlers: Partial<XmlHandlers>) {
  const nothing = () => {};
  if (!entry) return;
  for await (const _ of readXml(path, entry, most, { open: nothing, close: nothing, text: nothing, ...handlers }));
}

async function readBook(path: string, entry: ZipEntry) {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  await readWhole(path, entry, mostSmall, {
    open: (name, attribute) => {
      if (name === "workbookPr") from1904 = ["1", "true"].includes(attribute("date1904") ?? "");
      if (name !== "sheet" || (attribute("state") ?? "visible") !== "visible") return;
      sheets.push({ name: attribute("name") ?? "", id: attribute("id") ?? "" });
    },
  });
  return { sheets, from1904 };
}

async function findTarget(path: string, entry: ZipEntry | undefined, id: string): Promise<string> {
  let found = "";
  await readWhole(path, entry, mostSmall, {
    open: (name, attribute) => {
      if (name === "Relationship" && attribute("Id") === id) found = attribute("Target") ?? "";
    },
  });
  return found.startsWith("/") ? found.slice(1) : `xl/${found}`;
}

async function readStrings(path: string, entry: ZipEntry | undefined): Promise<string[]> {
  const strings: string[] = [];
  let [text, reading] = ["", false];
  await readWhole(path, entry, mostStrings, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "t") reading = true;
      // How a word is spoken in Japanese stands beside it, and is none of it.
      if (name === "rPh") reading = false;
    },
    text: (piece) => {
      if (reading) text += piece;
    },
    close: (name) => {
      if (name === "t") reading = false;
      if (name === "si") strings.push(text);
    },
  });
  return strings;
}

async function readDateStyles(path: string, entry: ZipEntry | undefined): Promise<Set<number>> {
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let [inCells, style] = [false, 0];
  await readWhole(path, entry, mostSmall, {
    open: (name, attribute) => {
      if (name === "numFmt") codes.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      const id = Number(attribute("numFmtId") ?? 0);
      if (isDateFormat(id, codes.get(id))) dates.add(style);
      style += 1;
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return dates;
}
