import { describe, expect, it } from "vitest";
import { calibrationOf, liftAt, measure } from "./measure-rules";

const told = (...list: number[]) => Float64Array.from(list);
const truth = (...list: number[]) => Uint8Array.from(list);

describe("how good probabilities are", () => {
  it.each([
    ["in the right order", told(0.1, 0.2, 0.8, 0.9), truth(0, 0, 1, 1), 1],
    ["in the wrong order", told(0.9, 0.8, 0.2, 0.1), truth(0, 0, 1, 1), 0],
    ["all the same", told(0.5, 0.5, 0.5, 0.5), truth(0, 1, 0, 1), 0.5],
    ["one pair of four the wrong way round", told(0.1, 0.4, 0.35, 0.8), truth(0, 0, 1, 1), 0.75],
  ])("%s", (_, probabilities, became, auc) => {
    expect(measure(probabilities, became).auc).toBe(auc);
  });

  it("tells the mean square of the misses, and how far what was told is from what became true", () => {
    const measured = measure(told(0.2, 0.2, 0.2, 0.2, 0.2), truth(1, 0, 0, 0, 0));
    expect(measured).toMatchObject({ rows: 5, positives: 1, brier: 0.16, calibration_error: 0 });
    expect(measure(told(0.9, 0.9), truth(0, 1)).calibration_error).toBeCloseTo(0.4);
    expect(calibrationOf(told(0.05, 0.95, 1), truth(0, 1, 1))).toEqual([
      { from: 0, to: 0.1, rows: 1, told: 0.05, true_share: 0 },
      { from: 0.9, to: 1, rows: 2, told: 0.975, true_share: 1 },
    ]);
  });

  it("tells how many times more often the best tenth became true", () => {
    const probabilities = Float64Array.from({ length: 20 }, (_, nth) => nth / 20);
    expect(liftAt(probabilities, truth(...Array(18).fill(0), 1, 1), 0.1)).toBe(10);
    expect(measure(told(0.9, 0.1), truth(1, 0)).lift_at_10).toBe(2);
  });

  it("says nothing that cannot be said of rows of one kind, or of none", () => {
    expect(measure(told(0.3), truth(0))).toMatchObject({ positives: 0, auc: null, lift_at_10: null, brier: 0.09 });
    expect(measure(told(), truth())).toMatchObject({ rows: 0, auc: null, brier: null, calibration_error: null });
  });
});
