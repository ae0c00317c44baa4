import { dayIn, fromIso, minusDays } from "@/lib/core/time";
import { isCurrency } from "@/lib/deals/currency-rules";
import { readMoney } from "@/lib/deals/rules";
import { cellsOf, linesOf, separatorOf } from "@/lib/dnc-imports/text-rules";
import { COST_KINDS, type CostKind, monthSchema } from "./schema";

export type CostLine = {
  line: number;
  source: string;
  month: string;
  kind: CostKind;
  amount_minor: number;
  currency: string;
  note: string | null;
};
export type LineProblem = { line: number; message: string };

const COLUMNS = ["source", "month", "kind", "amount", "currency", "note"] as const;
type Column = (typeof COLUMNS)[number];

/** The day that a month's rate is taken of: its last, or today while it runs. */
export function rateDayOf(month: string, today: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  const end = dayIn(minusDays(fromIso(`${next}-01T12:00:00Z`), 1), "UTC");
  return end < today ? end : today;
}

/** The lines of a table of costs; a line that cannot be read says why and stops no other. */
export function readCostTable(
  text: string,
  baseCurrency: string,
): { lines: CostLine[]; problems: LineProblem[]; rows: number } {
  const [head, ...rest] = recordsOf(text);
  const places = placesOf(head?.cells ?? []);
  const missing = COLUMNS.slice(0, 4).filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    const message = `The first line must name the columns source, month, kind and amount. Missing: ${missing.join(", ")}.`;
    return { lines: [], problems: [{ line: head?.line ?? 1, message }], rows: rest.length };
  }
  const read = rest.map(({ line, cells }) =>
    readLine(line, (column) => cells[places[column] ?? -1] ?? "", baseCurrency),
  );
  return {
    lines: read.flatMap((one) => ("message" in one ? [] : [one])),
    problems: read.flatMap((one) => ("message" in one ? [one] : [])),
    rows: rest.length,
  };
}

/** The lines with something in them, parted as the first one is; a note in quotes may go over several, and a line of another hand be parted otherwise. */
function recordsOf(text: string): { line: number; cells: string[] }[] {
  const lines = linesOf(text);
  const records: { line: number; text: string }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const end = endOf(lines, at);
    records.push({ line: at + 1, text: lines.slice(at, end + 1).join("\n") });
    at = end;
  }
  const filled = records.filter((one) => one.text.trim() !== "" && !/^sep=.$/i.test(one.text));
  const separator = separatorOf(filled[0]?.text ?? "");
  return filled.map(({ line, text: record }) => {
    const cells = cellsOf(record, separator);
    return { line, cells: cells.length > 1 ? cells : cellsOf(record) };
  });
}

/** Where the record ends that begins here: with the quote that closes the one it leaves open, if there is any. */
function endOf(lines: readonly string[], at: number): number {
  const isOdd = (line = "") => (line.split('"').length - 1) % 2 === 1;
  if (!isOdd(lines[at]) || !/(^|[,;\t|])\s*"/.test(lines[at] ?? "")) return at;
  const end = lines.slice(at + 1, at + 1 + MOST_NOTE_LINES).findIndex(isOdd);
  return end === -1 ? at : at + 1 + end;
}
const MOST_NOTE_LINES = 50;

const placesOf = (cells: string[]): Partial<Record<Column, number>> =>
  Object.fromEntries(
    COLUMNS.map((column) => [column, cells.findIndex((cell) => cell.toLowerCase() === column)]).filter(
      ([, place]) => place !== -1,
    ),
  );

/** A text without the apostrophe that our own file puts before what a spreadsheet would run as a formula. */
const plain = (text: string) => text.replace(/^'(?=[=+\-@])/, "");

function readLine(line: number, cell: (column: Column) => string, baseCurrency: string): CostLine | LineProblem {
  const problem = (message: string) => ({ line, message });
  const source = plain(cell("source"));
  if (source === "") return problem("The line names no source.");
  const month = monthSchema.safeParse(cell("month").replace(/^(\d{4}-\d{2})-\d{2}$/, "$1"));
  if (!month.success) return problem(`"${cell("month")}" is no month. Write it as YYYY-MM.`);
  const words = cell("kind")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  const kind = COST_KINDS.find((one) => one === words);
  if (!kind) return problem(`"${cell("kind")}" is no kind of cost. Use one of ${COST_KINDS.join(", ")}.`);
  const currency = cell("currency").toUpperCase() || baseCurrency;
  if (!isCurrency(currency)) return problem(`"${cell("currency")}" is no currency of ISO 4217.`);
  if (/^-/.test(cell("amount"))) return problem("A cost cannot be negative.");
  const amount = readMoney(cell("amount"), currency);
  if (!amount.ok) return problem(`"${cell("amount")}" is no amount. ${amount.reason}`);
  const note = plain(cell("note")).slice(0, 500) || null;
  return { line, source, month: month.data, kind, amount_minor: amount.minor, currency, note };
}
