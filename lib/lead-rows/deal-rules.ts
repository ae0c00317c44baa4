import { cutText } from "@/lib/core/text-rules";
import { currenciesOf, type DecimalMark, decimalMarkOf, readAmount } from "@/lib/deals/amount-rules";
import type { RowProblem } from "@/lib/lead-files/schema";
import { parseDay } from "./date-rules";
import type { DateOrder, ImportField, LeadDraft, Mapping, RowPlan } from "./schema";

type Cell = { column: string; value: string };
type Read = { draft: LeadDraft; problems: RowProblem[] };
/** What the cells of a row say of its deal's money; either may stand first. */
export type DealCells = { value?: Cell; currency?: Cell };

type Money = Read & { cells: DealCells; plan: RowPlan };

/** The value of a row's deal from its cells; a currency alone says nothing, as exports write it into every row. */
export function endValue({ draft, problems, cells: { value, currency }, plan }: Money): void {
  if (!value) return;
  const codes = currency ? currenciesOf(currency.value) : [];
  const [code = null] = codes.includes(plan.currency) ? [plan.currency] : codes;
  if (currency && code === null) {
    problems.push({
      column: currency.column,
      reason: `“${cutText(currency.value, 40)}” is no currency of ISO 4217.`,
      suggestion: "Write a code such as EUR, or empty the cell.",
    });
    return;
  }
  const read = readAmount(cutText(value.value, 60), code, plan.currency, plan.decimalMarks[value.column] ?? null);
  if (read.ok) draft.value = read.amount;
  else problems.push({ column: value.column, reason: read.reason, suggestion: read.suggestion });
}

export function readCloseDate({ draft, problems }: Read, { column, value }: Cell, order: DateOrder): void {
  const day = parseDay(value, order);
  if (day) draft.expected_close_date = day;
  else
    problems.push({
      column,
      reason: `“${cutText(value, 40)}” is not a date as the rest of this column has them.`,
      suggestion: "Write a day that exists as 2024-02-29, or empty the cell.",
    });
}

/** In percent, but from 0 to 1 in a column that writes it so. */
export function readProbability({ draft, problems, plan }: Read & { plan: RowPlan }, { column, value }: Cell): void {
  const [, digits = "", percent] = /^(\d{1,3}(?:[.,]\d+)?)\s*(%?)$/.exec(value) ?? [];
  const said = digits === "" ? Number.NaN : Number(digits.replace(",", "."));
  const chance = plan.fractions.has(column) && !percent ? said : said / 100;
  if (chance >= 0 && chance <= 1) draft.probability_override = Number(chance.toPrecision(6));
  else
    problems.push({
      column,
      reason: `“${cutText(value, 40)}” is no probability.`,
      suggestion: "Write a number from 0 to 100, such as 40 %, or empty the cell.",
    });
}

type Sample = readonly { cells: readonly string[] }[];

/** How the columns of a file write amounts and chances, from its first rows. */
export function writtenDeals(header: readonly string[], mapping: Mapping, sample: Sample) {
  const columnsOf = (field: ImportField) => [...header.entries()].filter(([, column]) => mapping[column] === field);
  const cellsOf = (nth: number) => sample.map(({ cells }) => (cells[nth] ?? "").trim());
  const marks = columnsOf("estimated_value").flatMap(([nth, column]): [string, DecimalMark][] => {
    const mark = decimalMarkOf(cellsOf(nth));
    return mark ? [[column, mark]] : [];
  });
  const fractions = columnsOf("probability").filter(([nth]) => areFractions(cellsOf(nth)));
  return { decimalMarks: Object.fromEntries(marks), fractions: new Set(fractions.map(([, column]) => column)) };
}

// 0.4 beside 1 is 40 % beside a deal that is won; 1 beside 40 is one percent.
function areFractions(values: string[]): boolean {
  const numbers = values
    .filter((value) => /^\d+([.,]\d+)?$/.test(value))
    .map((value) => Number(value.replace(",", ".")));
  return numbers.every((one) => one <= 1) && numbers.some((one) => one > 0 && one < 1);
}
