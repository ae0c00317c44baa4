/** A table to learn from: cells as text under named columns, null where there is nothing. */
export type Table = { columns: readonly string[]; rows: readonly (readonly (string | null)[])[] };

/**
 * How a column is told in few values. Value 0 is "nothing there", value 1 "something never seen", from 2 on: each text that came often
 * enough, or each stretch of numbers between two bounds.
 */
export type Coding =
  | { column: string; kind: "text"; levels: string[] }
  | { column: string; kind: "number"; bounds: number[] };

/** What each value of a column adds to the logarithm of the odds. */
export type Part = { coding: Coding; weights: number[] };

/** All that was learned: a sum whose every summand can be read, and a curve from the sum to the probability. */
export type LearnedModel = { intercept: number; parts: Part[]; curve: Curve };

/** Corners of a rising line in log odds: for this sum, so much in truth. Between two corners straight, beyond them side by side with the sum. */
export type Curve = { sum: number; truth: number }[];

/** A column that was not used, and why. */
export type LeftOutColumn = { column: string; why: "constant" | "identifies_rows" | "empty" };

export type Measures = {
  rows: number;
  positives: number;
  auc: number | null;
  brier: number | null;
  calibration_error: number | null;
  lift_at_10: number | null;
};
