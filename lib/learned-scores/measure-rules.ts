import type { Measures } from "./schema";

const BINS = 10;

/** How good probabilities are beside what became true. Nothing is said of rows that are all of one kind. */
export function measure(probabilities: Float64Array, truth: Uint8Array): Measures {
  const rows = truth.length;
  const positives = truth.reduce((sum, one) => sum + one, 0);
  if (rows === 0) return { rows, positives, auc: null, brier: null, calibration_error: null, lift_at_10: null };
  const brier = probabilities.reduce((sum, p, row) => sum + (p - (truth[row] ?? 0)) ** 2, 0) / rows;
  return {
    rows,
    positives,
    auc: aucOf(probabilities, truth, positives),
    brier: round(brier),
    calibration_error: round(
      calibrationOf(probabilities, truth).reduce(
        (sum, bin) => sum + bin.rows * Math.abs(bin.told - bin.true_share),
        0,
      ) / rows,
    ),
    lift_at_10: positives === 0 ? null : round(liftAt(probabilities, truth, 0.1)),
  };
}

/** How often a row that became true stands above one that did not; ties count half. */
function aucOf(probabilities: Float64Array, truth: Uint8Array, positives: number): number | null {
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const order = orderOf(probabilities).toReversed();
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && probabilities[order[to] ?? 0] === probabilities[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) if (truth[order[at] ?? 0] === 1) ranks += (from + 1 + to) / 2;
    from = to;
  }
  return round((ranks - (positives * (positives + 1)) / 2) / (positives * negatives));
}

export type CalibrationBin = { from: number; to: number; rows: number; told: number; true_share: number };

/** In ten equal stretches of probability: what was told on average, and which share became true. */
export function calibrationOf(probabilities: Float64Array, truth: Uint8Array): CalibrationBin[] {
  const sums = Array.from({ length: BINS }, () => ({ rows: 0, told: 0, positives: 0 }));
  for (const [row, p] of probabilities.entries()) {
    const bin = sums[Math.min(BINS - 1, Math.floor(p * BINS))];
    if (!bin) continue;
    bin.rows += 1;
    bin.told += p;
    bin.positives += truth[row] ?? 0;
  }
  return sums.flatMap(({ rows, told, positives }, nth) =>
    rows === 0
      ? []
      : [
          {
            from: nth / BINS,
            to: (nth + 1) / BINS,
            rows,
            told: round(told / rows),
            true_share: round(positives / rows),
          },
        ],
  );
}

/** How many times more often the best `share` of the rows became true than all of them; at least one row is looked at. */
export function liftAt(probabilities: Float64Array, truth: Uint8Array, share: number): number {
  const best = orderOf(probabilities).slice(0, Math.max(1, Math.round(truth.length * share)));
  const found = best.reduce((sum, row) => sum + (truth[row] ?? 0), 0) / best.length;
  const all = truth.reduce((sum, one) => sum + one, 0) / truth.length;
  return all === 0 ? 0 : found / all;
}

/** Rows from the likeliest down; equal ones in the order they came. */
const orderOf = (probabilities: Float64Array) =>
  [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);

const round = (value: number) => Math.round(value * 1e6) / 1e6;
