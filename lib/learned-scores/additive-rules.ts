/** A column as the fit sees it: the value of each row, how many values there are, and how its weights are held back. */
export type Block = { values: Uint16Array; width: number; ordered: boolean; hold: number };

/** Values that stand before the ordered ones: nothing there, never seen. */
const unordered = 2;

/**
 * Logistic regression over tables of weights, one per block, by Newton steps on one block after the other. Weights are pulled to zero by
 * `hold`; in an ordered block neighbours are pulled to each other as well, so that a stretch with few rows follows those beside it.
 */
export function fitAdditive(
  blocks: readonly Block[],
  truth: Uint8Array,
  sweeps: number,
): { intercept: number; weights: Float64Array[] } {
  const margin = new Float64Array(truth.length);
  const weights = blocks.map((block) => new Float64Array(block.width));
  let intercept = 0;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const moved = stepIntercept(margin, truth);
    intercept += moved;
    let most = Math.abs(moved);
    for (const [nth, block] of blocks.entries()) {
      const held = weights[nth];
      if (held) most = Math.max(most, stepBlock(block, held, margin, truth));
    }
    if (most < 1e-4) break;
  }
  return { intercept, weights };
}

export const sigmoid = (margin: number) => 1 / (1 + Math.exp(-margin));

function stepIntercept(margin: Float64Array, truth: Uint8Array): number {
  let [slope, bend] = [0, 1e-9];
  for (let row = 0; row < margin.length; row += 1) {
    const p = sigmoid(margin[row] ?? 0);
    slope += (truth[row] ?? 0) - p;
    bend += p * (1 - p);
  }
  const step = clamp(slope / bend, 2);
  for (let row = 0; row < margin.length; row += 1) margin[row] = (margin[row] ?? 0) + step;
  return step;
}

function stepBlock(
  { values, width, ordered, hold }: Block,
  weights: Float64Array,
  margin: Float64Array,
  truth: Uint8Array,
) {
  const slope = new Float64Array(width);
  const bend = new Float64Array(width);
  for (let row = 0; row < margin.length; row += 1) {
    const p = sigmoid(margin[row] ?? 0);
    const value = values[row] ?? 0;
    slope[value] = (slope[value] ?? 0) + (truth[row] ?? 0) - p;
    bend[value] = (bend[value] ?? 0) + p * (1 - p);
  }
  const step = ordered ? stepOrdered(slope, bend, weights, hold) : stepPlain(slope, bend, weights, hold);
  let most = 0;
  for (let value = 0; value < width; value += 1) {
    weights[value] = (weights[value] ?? 0) + (step[value] ?? 0);
    most = Math.max(most, Math.abs(step[value] ?? 0));
  }
  for (let row = 0; row < margin.length; row += 1) margin[row] = (margin[row] ?? 0) + (step[values[row] ?? 0] ?? 0);
  return most;
}

const stepPlain = (slope: Float64Array, bend: Float64Array, weights: Float64Array, hold: number) =>
  slope.map((up, value) => clamp((up - hold * (weights[value] ?? 0)) / ((bend[value] ?? 0) + hold), 2));

/** One solve of the tridiagonal system that the pull between neighbours makes. */
function stepOrdered(slope: Float64Array, bend: Float64Array, weights: Float64Array, hold: number): Float64Array {
  const n = slope.length;
  const ridge = hold * 0.2;
  const w = (at: number) => weights[at] ?? 0;
  const linked = (at: number) => at >= unordered && at + 1 < n;
  const right = new Float64Array(n);
  const main = new Float64Array(n);
  for (let at = 0; at < n; at += 1) {
    const own = at < unordered ? hold : ridge;
    const after = linked(at) ? hold : 0;
    const before = linked(at - 1) ? hold : 0;
    main[at] = (bend[at] ?? 0) + own + after + before;
    right[at] = (slope[at] ?? 0) - own * w(at) - after * (w(at) - w(at + 1)) - before * (w(at) - w(at - 1));
  }
  for (let at = unordered + 1; at < n; at += 1) {
    const factor = -hold / (main[at - 1] ?? 1);
    main[at] = (main[at] ?? 0) + factor * hold;
    right[at] = (right[at] ?? 0) - factor * (right[at - 1] ?? 0);
  }
  const step = new Float64Array(n);
  for (let at = n - 1; at >= 0; at -= 1) {
    const next = linked(at) ? hold * (step[at + 1] ?? 0) : 0;
    step[at] = ((right[at] ?? 0) + next) / (main[at] ?? 1);
  }
  return step.map((value) => clamp(value, 2));
}

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
