import { MOST_RECORD, type RowProblem } from "./schema";

/** A record, or what stood on a line that is none. */
export type CsvRecord = { line: number; cells: string[]; problem: RowProblem | null };
/** The records at the beginning of a text, how far they reach, and the line on which the rest begins. */
type Taken = { records: CsvRecord[]; at: number; line: number };
type Ended = { cells: string[]; end: number } | { broken: Broken } | null;
type Broken = "stray" | "unclosed";
type Table = { delimiter: string; width: number; final: boolean };

/**
 * Reads records as RFC 4180 has them, with any line end. A line that is quoted wrongly costs itself and nothing behind it.
 * `width` is the number of cells that the header has, 0 when it is not known; unless `final`, the last record may be cut off and waits.
 */
export function takeRecords(text: string, line: number, { delimiter, width, final }: Table): Taken {
  const records: CsvRecord[] = [];
  const next = marksOf(text);
  let at = 0;
  let now = line;
  while (at < text.length) {
    const end = lineEnd(text, at, next, final);
    if (end === null && text.length - at <= MOST_RECORD && !final) break;
    const stop = end?.at ?? text.length;
    const after = end?.after ?? text.length;
    const quote = next.quote(at);
    if (quote === -1 || quote > stop) {
      if (stop > at) records.push({ line: now, cells: text.slice(at, stop).split(delimiter), problem: null });
      at = after;
      now += 1;
      continue;
    }
    const read = readQuoted(text, at, delimiter, final);
    if (read === null) break;
    const whole = "broken" in read ? null : breakAfter(text, read.end, final);
    if (!("broken" in read) && whole === null) break;
    const lines = "broken" in read ? 0 : countBreaks(text, at, read.end);
    // A cell that swallowed whole lines and does not fit was never closed: the lines below are records of their own.
    const swallowed = lines > 0 && width > 1 && !("broken" in read) && read.cells.length !== width;
    if ("broken" in read || swallowed) {
      const broken = "broken" in read ? read.broken : "unclosed";
      records.push(brokenLine(text.slice(at, stop), now, delimiter, width, broken));
      at = after;
      now += 1;
      continue;
    }
    records.push({ line: now, cells: read.cells, problem: null });
    at = whole ?? text.length;
    now += lines + 1;
  }
  return { records, at, line: now };
}

// The next place of each sign, looked for once: a sign that never comes again must not be looked for in every line.
function marksOf(text: string) {
  const finder = (sign: string) => {
    let found = -2;
    return (from: number) => {
      if (found !== -1 && found < from) found = text.indexOf(sign, from);
      return found;
    };
  };
  return { feed: finder("\n"), back: finder("\r"), quote: finder('"') };
}

function lineEnd(text: string, from: number, next: ReturnType<typeof marksOf>, final: boolean) {
  const [feed, back] = [next.feed(from), next.back(from)];
  if (feed === -1 && back === -1) return null;
  if (back === -1 || (feed !== -1 && feed < back)) return { at: feed, after: feed + 1 };
  if (back + 1 === text.length && !final) return null;
  return { at: back, after: text[back + 1] === "\n" ? back + 2 : back + 1 };
}

function breakAfter(text: string, end: number, final: boolean): number | null {
  if (end >= text.length) return final ? end : null;
  if (text[end] === "\n") return end + 1;
  if (end + 1 >= text.length && !final) return null;
  return text[end + 1] === "\n" ? end + 2 : end + 1;
}

/** One record that has a quote somewhere; null when its end is not here yet. */
function readQuoted(text: string, start: number, delimiter: string, final: boolean): Ended {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readCell(text, at, start, final) : readPlain(text, at, delimiter);
    if (cell === null || "broken" in cell) return cell;
    cells.push(cell.text);
    at = cell.end;
    if (text[at] === delimiter) at += 1;
    else if (at >= text.length) return final ? { cells, end: at } : null;
    else return text[at] === "\n" || text[at] === "\r" ? { cells, end: at } : { broken: "stray" };
  }
}

type Cell = { text: string; end: number } | { broken: Broken } | null;

function readCell(text: string, open: number, start: number, final: boolean): Cell {
  let cell = "";
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1 || quote - start > MOST_RECORD) {
      return final || text.length - start > MOST_RECORD ? { broken: "unclosed" } : null;
    }
    if (quote + 1 === text.length && !final) return null;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { text: cell, end: skipSpaces(text, quote + 1) };
    cell += '"';
    from = quote + 2;
  }
}

function readPlain(text: string, at: number, delimiter: string): Cell {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(at, end), end };
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") at += 1;
  return at;
}

function countBreaks(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0;
}

function brokenLine(raw: string, line: number, delimiter: string, width: number, broken: Broken): CsvRecord {
  const plain = raw.split(delimiter).map((cell) => cell.replaceAll('"', ""));
  const reason =
    broken === "unclosed"
      ? "A quotation mark opens in this line and is never closed."
      : "Something follows a closing quotation mark before the next separator.";
  const suggestion = 'Write a quotation mark inside a cell twice (""), or leave it out.';
  return { line, cells: plain.length === width ? plain : [raw], problem: { column: null, reason, suggestion } };
}

/** The cells of one line by themselves; null when it is no whole record. */
export function cellsOfLine(line: string, delimiter: string): string[] | null {
  const { records } = takeRecords(line, 1, { delimiter, width: 0, final: true });
  const [only, more] = records;
  return only && !more && !only.problem ? only.cells : null;
}
