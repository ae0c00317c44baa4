import type { Coding, LeftOutColumn, Table } from "./schema";

/** A text stands for itself when it came at least so often. */
const LEAST_OF_A_LEVEL = 8;
const MOST_LEVELS = 60;
/** Into how many stretches a quantity is cut at most. */
const STRETCHES = 24;
/** A number with at least so many different values is a quantity; with fewer, a name. */
const LEAST_NUMBERS = 8;
/** How many of the cells must read as a number. */
const NUMERIC_SHARE = 0.98;
/** From so many rows on, a column whose whole numbers or texts hardly ever repeat only tells rows apart. */
const LEAST_ROWS_OF_AN_ID = 30;
const UNIQUE_SHARE = 0.9;

export const EMPTY = 0;
export const UNSEEN = 1;

/** How many values a coding knows. */
export const widthOf = (coding: Coding): number =>
  2 + (coding.kind === "text" ? coding.levels.length : coding.bounds.length + 1);

/** Finds a coding for each column that may tell something. */
export function codingsOf(table: Table): { codings: Coding[]; leftOut: LeftOutColumn[] } {
  const codings: Coding[] = [];
  const leftOut: LeftOutColumn[] = [];
  for (const [nth, column] of table.columns.entries()) {
    const cells = table.rows.map((row) => row[nth] ?? null).filter((cell) => cell !== null);
    const why = uselessness(cells, table.rows.length);
    if (why) leftOut.push({ column, why });
    else codings.push(codingOf(column, cells));
  }
  return { codings, leftOut };
}

function uselessness(cells: string[], rows: number): LeftOutColumn["why"] | null {
  if (cells.length === 0) return "empty";
  const different = new Set(cells).size;
  if (different === 1 && cells.length === rows) return "constant";
  if (cells.length < LEAST_ROWS_OF_AN_ID || different < cells.length * UNIQUE_SHARE) return null;
  // A measured quantity has fractions; what counts rows or names them has none.
  const measured = cells.filter((cell) => numberOf(cell) !== null && /[.,]\d/.test(cell)).length;
  return measured > cells.length / 2 ? null : "identifies_rows";
}

function codingOf(column: string, cells: string[]): Coding {
  const numbers = cells.map(numberOf).filter((number) => number !== null);
  const counted = new Set(numbers).size;
  if (numbers.length >= cells.length * NUMERIC_SHARE && counted >= LEAST_NUMBERS) {
    return { column, kind: "number", bounds: boundsOf(numbers) };
  }
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(levelOf(cell), (counts.get(levelOf(cell)) ?? 0) + 1);
  const levels = [...counts]
    .filter(([, count]) => count >= LEAST_OF_A_LEVEL)
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_LEVELS)
    .map(([level]) => level);
  return { column, kind: "text", levels };
}

/** Cuts so that each stretch holds about as many numbers as the others; a value that is very frequent has one to itself. */
function boundsOf(numbers: number[]): number[] {
  const sorted = Float64Array.from(numbers).sort();
  const bounds = new Set<number>();
  for (let nth = 1; nth < STRETCHES; nth += 1) {
    const bound = sorted[Math.floor((nth * sorted.length) / STRETCHES)];
    if (bound !== undefined && bound > (sorted[0] ?? bound)) bounds.add(bound);
  }
  return [...bounds];
}

const levelOf = (cell: string) => cell.trim().toLowerCase();

/** A number as files write it: 1234.5, 1,234.5, 50 %, $12; null when it is none. */
export function numberOf(cell: string): number | null {
  const bare = cell.trim().replace(/^[$€£]\s?|\s?[%€]$/g, "");
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** The values of one column by its coding. A number below a bound has the stretch before it. */
export function valuesOf(coding: Coding, cells: readonly (string | null)[]): Uint16Array {
  if (coding.kind === "number") return Uint16Array.from(cells, (cell) => stretchOf(coding.bounds, cell));
  const places = new Map(coding.levels.map((level, nth) => [level, nth + 2]));
  return Uint16Array.from(cells, (cell) => (cell === null ? EMPTY : (places.get(levelOf(cell)) ?? UNSEEN)));
}

function stretchOf(bounds: readonly number[], cell: string | null): number {
  if (cell === null) return EMPTY;
  const number = numberOf(cell);
  if (number === null) return UNSEEN;
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (number >= (bounds[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low + 2;
}
