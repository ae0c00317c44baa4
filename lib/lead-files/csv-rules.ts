import { MOST_CELLS, MOST_RECORD, type RowProblem } from "./schema";

/** A record, or what stood on a line that is none. */
export type CsvRecord = { line: number; cells: string[]; problem: RowProblem | null };
/** The records at the beginning of a text, how far they reach, and the line on which the rest begins. `skip`: the rest begins within a line that was too long. */
type Taken = { records: CsvRecord[]; at: number; line: number; skip: boolean };
type Ended = { cells: string[]; end: number } | { broken: Broken; opened: number } | null;
type Broken = "stray" | "unclosed" | "long" | "wide";
type Table = { delimiter: string; width: number; final: boolean; skip?: boolean };

/**
 * Reads records as RFC 4180 has them, with any line end. A line that is quoted wrongly or never ends costs itself and nothing behind it.
 * `width` is the number of cells that the header has, 0 when it is not known; unless `final`, the last record may be cut off and waits.
 */
export function takeRecords(text: string, line: number, { delimiter, width, final, skip = false }: Table): Taken {
  const records: CsvRecord[] = [];
  const next = marksOf(text);
  let at = skip ? (lineEnd(text, 0, next, final)?.after ?? -1) : 0;
  let now = line;
  if (at === -1) return { records, at: passedOver(text, final), line, skip };
  while (at < text.length) {
    const end = lineEnd(text, at, next, final);
    const stop = end?.at ?? text.length;
    const after = end?.after ?? text.length;
    if (stop - at > MOST_RECORD) {
      records.push(brokenLine(text.slice(at, at + keptOfLong), now, delimiter, width, "long"));
      now += 1;
      if (end === null) return { records, at: passedOver(text, final), line: now, skip: true };
      at = after;
      continue;
    }
    if (end === null && !final) break;
    const quote = next.quote(at);
    if (quote === -1 || quote > stop) {
      if (stop > at) records.push({ line: now, cells: plainCells(text.slice(at, stop), delimiter), problem: null });
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
      const below = "broken" in read ? countBreaks(text, at, read.opened) : 0;
      records.push(brokenLine(text.slice(at, stop), now, delimiter, width, broken, below));
      at = after;
      now += 1;
      continue;
    }
    records.push({ line: now, cells: read.cells, problem: null });
    at = whole ?? text.length;
    now += lines + 1;
  }
  return { records, at, line: now, skip: false };
}

/** So much of a line that is too long is shown with its problem. */
const keptOfLong = 1000;

// All of a line whose end is not here yet, but for a sign that may be half of that end.
const passedOver = (text: string, final: boolean) => (text.endsWith("\r") && !final ? text.length - 1 : text.length);

/** The cells of a line without a quotation mark. Behind as many as no table has, the rest is one: splitting a million took a second. */
function plainCells(line: string, delimiter: string): string[] {
  const cells = line.split(delimiter, MOST_CELLS);
  if (cells.length < MOST_CELLS) return cells;
  const reached = cells.reduce((sum, cell) => sum + cell.length + 1, 0);
  return reached > line.length ? cells : [...cells, line.slice(reached)];
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
    if (cells.length === MOST_CELLS) return { broken: "wide", opened: start };
    cells.push(cell.text);
    at = cell.end;
    if (text[at] === delimiter) at += 1;
    else if (at >= text.length) return final ? { cells, end: at } : null;
    else return text[at] === "\n" || text[at] === "\r" ? { cells, end: at } : { broken: "stray", opened: start };
  }
}

type Cell = { text: string; end: number } | { broken: Broken; opened: number } | null;

function readCell(text: string, open: number, start: number, final: boolean): Cell {
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1 || quote - start > MOST_RECORD) {
      return final || text.length - start > MOST_RECORD ? { broken: "unclosed", opened: open } : null;
    }
    if (quote + 1 === text.length && !final) return null;
    if (text[quote + 1] !== '"') {
      return { text: text.slice(open + 1, quote).replaceAll('""', '"'), end: skipSpaces(text, quote + 1) };
    }
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

function brokenLine(raw: string, line: number, delimiter: string, width: number, broken: Broken, below = 0): CsvRecord {
  const plain = plainCells(raw, delimiter).map((cell) => cell.replaceAll('"', ""));
  const reason = below > 0 ? `A quotation mark opens in line ${line + below} and is never closed.` : reasons[broken];
  const problem = { column: null, reason, suggestion: suggestions[broken] };
  return { line, cells: plain.length === width ? plain : [raw], problem };
}

const most = (count: number) => count.toLocaleString("en");
const reasons: Record<Broken, string> = {
  stray: "Something follows a closing quotation mark before the next separator.",
  unclosed: "A quotation mark opens in this line and is never closed.",
  long: `This line is longer than ${most(MOST_RECORD)} characters, so only its beginning was read.`,
  wide: `This row has more than ${most(MOST_CELLS)} cells.`,
};
const twice = 'Write a quotation mark inside a cell twice (""), or leave it out.';
const suggestions: Record<Broken, string> = {
  stray: twice,
  unclosed: twice,
  long: "Look whether the ends of lines are missing in the file, and give every row a line of its own.",
  wide: "Look whether the ends of lines are missing in the file, and give every row a line of its own.",
};

/** The cells of one line by themselves; null when it is no whole record. */
export function cellsOfLine(line: string, delimiter: string): string[] | null {
  const { records } = takeRecords(line, 1, { delimiter, width: 0, final: true });
  const [only, more] = records;
  return only && !more && !only.problem ? only.cells : null;
}
