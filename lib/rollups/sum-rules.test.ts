import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addLines, countOf, mergeTimes, noSums, type SumLine, spreadOf } from "./sum-rules";

const inOrder = (all: number[]) => [...all].sort((a, b) => a - b);

describe("response times in order", () => {
  it("stay in order with some more and without some that were in them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.array(fc.nat(9)), fc.array(fc.boolean()), (kept, more, gone) => {
        const all = [...kept, ...more];
        const fewer = all.filter((_, nth) => gone[nth]);
        const left = all.filter((_, nth) => !gone[nth]);
        expect([...mergeTimes(Float64Array.from(inOrder(kept)), more, fewer)]).toEqual(inOrder(left));
      }),
    );
  });

  it("take away what was never in them without losing another", () => {
    expect([...mergeTimes(Float64Array.of(1, 2, 3), [], [0, 2, 9])]).toEqual([1, 3]);
  });

  it.each([
    [[], { responded: 0, mean: null, median: null, p90: null }],
    [[2], { responded: 1, mean: 2, median: 2, p90: 2 }],
    [[1, 3], { responded: 2, mean: 2, median: 2, p90: 2.8 }],
    [[1, 2, 6], { responded: 3, mean: 3, median: 2, p90: 5.2 }],
  ])("of %j hours spread as percentile_cont has it", (hours, spread) => {
    const { mean, median, p90, responded } = spreadOf(Float64Array.from(hours, (one) => one * 3.6e9));
    const near = (one: number | null) => (one === null ? null : Number(one.toPrecision(12)));
    expect({ responded, mean: near(mean), median: near(median), p90: near(p90) }).toEqual(spread);
  });
});

describe("sums", () => {
  const line = (more: Partial<SumLine>): SumLine => ({
    of: "all",
    key: "",
    n: 0,
    m: 0,
    begun: 0,
    values: null,
    ...more,
  });

  it("are never changed by what is added to them", () => {
    const one = addLines(noSums, [line({ n: 2 }), line({ of: "times", key: "email r1", n: 1, values: "7,5" })]);
    const two = addLines(one, [line({ n: 3, m: 1 }), line({ of: "times", key: "email r1", n: -1, values: "7" })]);
    expect([countOf(one, "all"), countOf(two, "all")]).toEqual([
      { n: 2, m: 0, begun: 0 },
      { n: 5, m: 1, begun: 0 },
    ]);
    const times = ({ times }: typeof one) => ["", "email", "rep r1"].map((group) => [...(times.get(group) ?? [])]);
    expect([times(one), times(two)]).toEqual([
      [
        [5, 7],
        [5, 7],
        [5, 7],
      ],
      [[5], [5], [5]],
    ]);
  });
});
