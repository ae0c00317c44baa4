import { dayIn, fromIso, minusDays } from "@/lib/core/time";
import { isCurrency } from "@/lib/deals/currency-rules";
import { readMoney } from "@/lib/deals/rules";
import { cellsOf, linesOf } from "@/lib/dnc-imports/text-rules";
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
  const all = linesOf(text).map((line, nth) => ({ line: nth + 1, cells: cellsOf(line), empty: line.trim() === "" }));
  const [head, ...rest] = all.filter((one) => !one.empty);
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

const placesOf = (cells: string[]): Partial<Record<Column, number>> =>
  Object.fromEntries(
    COLUMNS.map((column) => [column, cells.findIndex((cell) => cell.toLowerCase() === column)]).filter(
      ([, place]) => place !== -1,
    ),
  );

function readLine(line: number, cell: (column: Column) => string, baseCurrency: string): CostLine | LineProblem {
  const problem = (message: string) => ({ line, message });
  const source = cell("source");
  if (source === "") return problem("The line names no source.");
  const month = monthSchema.safeParse(cell("month").slice(0, 7));
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
  const note = cell("note").slice(0, 500) || null;
  return { line, source, month: month.data, kind, amount_minor: amount.minor, currency, note };
}
