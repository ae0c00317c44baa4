import { type Block, fitAdditive, sigmoid } from "./additive-rules";
import { codingsOf, valuesOf, widthOf } from "./coding-rules";
import { curveOf, readCurve } from "./curve-rules";
import type { LearnedModel, LeftOutColumn, Part, Table } from "./schema";

const FOLDS = 5;
const SWEEPS = 14;
/** How many rows' worth of doubt holds a weight back, found by cross-validation; the fit changes little between half and twice as much. */
const HOLD = { text: 3, number: 15 };

export type Learned = {
  model: LearnedModel;
  leftOut: LeftOutColumn[];
  /** of the given rows, each told by a model that had not seen it */
  probabilities: Float64Array;
};

/** Learns what goes with becoming true. The same table gives the same model. */
export function learn(table: Table, truth: Uint8Array): Learned {
  const { parts, intercept, leftOut } = weigh(table, truth);
  const sums = new Float64Array(truth.length);
  const folds = foldsOf(truth);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = [...truth.keys()].filter((row) => folds[row] !== fold);
    const unseen = [...truth.keys()].filter((row) => folds[row] === fold);
    const part = weigh(
      rowsOf(table, seen),
      Uint8Array.from(seen, (row) => truth[row] ?? 0),
    );
    const told = sumsOf(part, rowsOf(table, unseen));
    for (const [nth, row] of unseen.entries()) sums[row] = told[nth] ?? 0;
  }
  const curve = curveOf(sums, truth);
  return {
    model: { intercept, parts, curve },
    leftOut,
    probabilities: sums.map((sum) => sigmoid(readCurve(curve, sum))),
  };
}

/** The probability of each row. A column that the table does not have counts as empty. */
export const predict = (model: LearnedModel, table: Table): Float64Array =>
  sumsOf(model, table).map((sum) => sigmoid(readCurve(model.curve, sum)));

function sumsOf({ intercept, parts }: Omit<LearnedModel, "curve">, table: Table): Float64Array {
  const sums = new Float64Array(table.rows.length).fill(intercept);
  for (const { coding, weights } of parts) {
    const values = valuesOf(coding, cellsOf(table, coding.column));
    for (let row = 0; row < sums.length; row += 1) {
      sums[row] = (sums[row] ?? 0) + (weights[values[row] ?? 0] ?? 0);
    }
  }
  return sums;
}

function weigh(table: Table, truth: Uint8Array) {
  const { codings, leftOut } = codingsOf(table);
  const blocks = codings.map(
    (coding): Block => ({
      values: valuesOf(coding, cellsOf(table, coding.column)),
      width: widthOf(coding),
      ordered: coding.kind === "number",
      hold: HOLD[coding.kind],
    }),
  );
  const { intercept, weights } = fitAdditive(blocks, truth, SWEEPS);
  const parts: Part[] = codings.map((coding, nth) => ({ coding, weights: [...(weights[nth] ?? [])] }));
  return { parts, intercept, leftOut };
}

function cellsOf(table: Table, column: string): (string | null)[] {
  const nth = table.columns.indexOf(column);
  return table.rows.map((row) => row[nth] ?? null);
}

/** Rows are dealt out in turn, true ones and others each for themselves: every fold has its share of both. */
function foldsOf(truth: Uint8Array): Uint8Array {
  const dealt = [0, 0];
  return truth.map((one) => {
    const turn = dealt[one] ?? 0;
    dealt[one] = turn + 1;
    return turn % FOLDS;
  });
}

const rowsOf = (table: Table, rows: number[]): Table => ({
  columns: table.columns,
  rows: rows.map((row) => table.rows[row] ?? []),
});
