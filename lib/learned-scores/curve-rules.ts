import { sigmoid } from "./additive-rules";
import type { Curve } from "./schema";

const MOST_CORNERS = 20;
const ROWS_PER_CORNER = 60;
/** With how many rows of its own a straight line speaks in each corner. */
const STRAIGHT_ROWS = 10;
/** Corners that would be level rise by so much, so that no two sums become one. */
const LEAST_RISE = 0.02;

/** The curve from sums to what became true, found on rows whose sum was told by a model that had not seen them. */
export function curveOf(sums: Float64Array, truth: Uint8Array): Curve {
  const { slope, shift } = straightLine(sums, truth);
  const line = (sum: number) => slope * sum + shift;
  const order = [...sums.keys()].sort((a, b) => (sums[a] ?? 0) - (sums[b] ?? 0) || a - b);
  const corners = Math.min(MOST_CORNERS, Math.floor(order.length / ROWS_PER_CORNER));
  const groups = Array.from({ length: corners }, (_, nth) =>
    order.slice(Math.floor((nth * order.length) / corners), Math.floor(((nth + 1) * order.length) / corners)),
  );
  const means = groups.map((rows) => {
    const sum = rows.reduce((all, row) => all + (sums[row] ?? 0), 0) / rows.length;
    const true_ones = rows.reduce((all, row) => all + (truth[row] ?? 0), 0);
    return {
      sum,
      rows: rows.length,
      share: (true_ones + STRAIGHT_ROWS * sigmoid(line(sum))) / (rows.length + STRAIGHT_ROWS),
    };
  });
  if (means.length < 3) return [-1, 1].map((sum) => ({ sum, truth: line(sum) }));
  let last = Number.NEGATIVE_INFINITY;
  return rising(means).map(({ sum, share }) => {
    last = Math.max(last + LEAST_RISE, Math.log(share / (1 - share)));
    return { sum, truth: last };
  });
}

/** Reads the curve: log odds of the truth for a sum. */
export function readCurve(curve: Curve, sum: number): number {
  const [first, last] = [curve[0], curve.at(-1)];
  if (!first || !last) return sum;
  if (sum <= first.sum) return first.truth + (sum - first.sum);
  if (sum >= last.sum) return last.truth + (sum - last.sum);
  const nth = curve.findIndex((corner) => corner.sum > sum);
  const [before, after] = [curve[nth - 1] ?? first, curve[nth] ?? last];
  return before.truth + ((after.truth - before.truth) * (sum - before.sum)) / (after.sum - before.sum);
}

type Mean = { sum: number; rows: number; share: number };

/** Shares that never fall: neighbours that do are given their common share. */
function rising(means: Mean[]): Mean[] {
  const pools: { members: Mean[]; rows: number; share: number }[] = [];
  for (const mean of means) {
    let pool = { members: [mean], rows: mean.rows, share: mean.share };
    for (let before = pools.at(-1); before && before.share >= pool.share; before = pools.at(-1)) {
      pools.pop();
      const rows = before.rows + pool.rows;
      const share = (before.share * before.rows + pool.share * pool.rows) / rows;
      pool = { members: [...before.members, ...pool.members], rows, share };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ members, share }) => members.map((mean) => ({ ...mean, share })));
}

/** Logistic regression of the truth on the sum alone. */
function straightLine(sums: Float64Array, truth: Uint8Array): { slope: number; shift: number } {
  let [slope, shift] = [1, 0];
  for (let step = 0; step < 20; step += 1) {
    // A little weight for the line as it is, so that few or one-sided rows cannot throw it over.
    let [up, upSlope, bend, bendBoth, bendSlope] = [-shift * 0.1, (1 - slope) * 0.5, 0.1, 0, 0.5];
    for (let row = 0; row < sums.length; row += 1) {
      const sum = sums[row] ?? 0;
      const p = sigmoid(slope * sum + shift);
      const miss = (truth[row] ?? 0) - p;
      const weight = p * (1 - p);
      up += miss;
      upSlope += miss * sum;
      bend += weight;
      bendBoth += weight * sum;
      bendSlope += weight * sum * sum;
    }
    const area = bend * bendSlope - bendBoth * bendBoth;
    if (area < 1e-9) break;
    shift += (bendSlope * up - bendBoth * upSlope) / area;
    slope += (bend * upSlope - bendBoth * up) / area;
  }
  return { slope: Math.max(0.05, slope), shift };
}
