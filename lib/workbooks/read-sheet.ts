import { refused, unpackEntry, type ZipEntry } from "./read-zip";
import { MOST_COLUMNS, type Watch } from "./schema";
import { cellText, columnOf, isDateFormat, type RawCell } from "./sheet-rules";
import { createXmlReader, type XmlHandlers, XmlRefusal } from "./xml-rules";

export type SheetRow = { line: number; cells: string[] };
export type OpenWorkbook = {
  path: string;
  sheet: ZipEntry;
  name: string;
  texts: ZipEntry | undefined;
  dateStyles: ReadonlySet<number>;
  from1904: boolean;
};

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
  const dateStyles = await readDateStyles(path, parts.get("xl/styles.xml"));
  return { path, sheet, name: first.name, texts: parts.get("xl/sharedStrings.xml"), dateStyles, from1904 };
}

/** The rows of a sheet that hold anything, piece by piece; `line` is the row's number in the sheet. */
export async function* readSheet(book: OpenWorkbook, watch?: Watch): AsyncGenerator<SheetRow[]> {
  const shared = sharedTexts(book.path, book.texts);
  try {
    for await (const raw of rawRows(book, watch)) {
      const texts = { ...book, strings: shared.strings };
      let rows: SheetRow[] = [];
      for (const { line, cells, lastShared } of raw) {
        if (lastShared >= shared.strings.length) {
          if (rows.length > 0) yield rows;
          rows = [];
          await shared.readTo(lastShared);
        }
        const row = { line, cells: cells.map((cell) => cellText(cell, texts)) };
        if (row.cells.some((one) => one.trim() !== "")) rows.push(row);
      }
      if (rows.length > 0) yield rows;
    }
  } finally {
    await shared.close();
  }
}

type RawRow = { line: number; cells: RawCell[]; lastShared: number };
const noCell: RawCell = { kind: "str", style: 0, text: "" };

async function* rawRows(book: OpenWorkbook, watch?: Watch): AsyncGenerator<RawRow[]> {
  let rows: RawRow[] = [];
  let row: RawRow = { line: 0, cells: [], lastShared: -1 };
  let cell: (RawCell & { place: number }) | null = null;
  let reading = false;
  const open: XmlHandlers["open"] = (name, attribute) => {
    if (name === "row") row = { line: Number(attribute("r")) || row.line + 1, cells: [], lastShared: -1 };
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
      while (row.cells.length < cell.place) row.cells.push(noCell);
      row.cells[cell.place] = cell;
      if (cell.kind === "s") row.lastShared = Math.max(row.lastShared, Number(cell.text) || 0);
      cell = null;
    } else if (name === "row") rows.push(row);
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

/** The texts that cells share, which stand in the order in which a sheet first names them: read as far as is asked, so that the first rows of a large workbook come at once. */
function sharedTexts(path: string, entry: ZipEntry | undefined) {
  const strings: string[] = [];
  let [text, reading] = ["", false];
  const open = (name: string) => {
    if (name === "si") text = "";
    if (name === "t") reading = true;
    // How a word is spoken in Japanese stands beside it, and is none of it.
    if (name === "rPh") reading = false;
  };
  const close = (name: string) => {
    if (name === "t") reading = false;
    if (name === "si") strings.push(text);
  };
  const handlers = {
    open,
    close,
    text: (piece: string) => {
      if (reading) text += piece;
    },
  };
  const pieces = entry && readXml(path, entry, mostStrings, handlers);
  return {
    strings,
    readTo: async (place: number) => {
      while (strings.length <= place && pieces && !(await pieces.next()).done);
    },
    close: async () => pieces?.return(undefined),
  };
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
