import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayNumber,
  type Group,
  Groups,
  PART,
  type Told,
  toDays,
  toldOfPeriod,
  withMore,
  withoutGrown,
} from "./fact-rules";
import { addUp, countOf, inOrder, spreadOf } from "./sum-rules";

const ascending = (all: number[]) => [...all].sort((a, b) => a - b);

describe("response times in order", () => {
  it("are all of them without those that are taken back, each as often as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.array(fc.boolean()), (all, gone) => {
        const fewer = all.filter((_, nth) => gone[nth]);
        const left = all.filter((_, nth) => !gone[nth]);
        expect([...inOrder(all, fewer)]).toEqual(ascending(left));
      }),
    );
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

const group = (more: Partial<Group>): Group => ({
  kind: "attempts",
  channel: "email",
  user_id: "r1",
  ref: null,
  value: 0,
  ...more,
});
type Fact = { day: number; after: number; since: number; before: number; n: number; micros: number };
const [never, ever] = [-36_000, 2_900_000];
const fact = (more: Partial<Fact> & { day: number }): Fact => ({
  after: never,
  since: more.day,
  before: ever,
  n: 1,
  micros: 0,
  ...more,
});
const told = (of: Group, facts: Fact[]): Told => ({
  group: of,
  numbers: Int32Array.from(
    facts.flatMap(({ day, after, since, before, n, micros }) => {
      return [day, after, since, before, n, 0, 0, Math.floor(micros / PART), micros % PART];
    }),
  ),
});
const asked = (from: number, to: number) => ({ from: dayOf(from), to: dayOf(to), method: null });
const dayOf = (nth: number) => new Date(Date.UTC(2000, 0, 1 + nth)).toISOString().slice(0, 10);

describe("a period that was added up at once", () => {
  const period = { from: 9000, to: 9729 };
  const long = 730 * 86_400_000_000 + 7;
  const groups = new Groups();
  const sums = [
    toldOfPeriod({ group: group({ kind: "tried" }), numbers: [9000, 7, 2, 6] }, period),
    toldOfPeriod({ group: group({ kind: "days", user_id: null }), numbers: [9000, 3, 0, 3, 9729, 4, 2, 3] }, period),
    toldOfPeriod({ group: group({ kind: "responded" }), numbers: [1, long, 2, 5, -1, 5] }, period),
  ];

  it("says what its days say, each once, with every response", () => {
    const added = addUp([toDays(sums, groups)], groups, asked(9000, 9729));
    expect(countOf(added, "all")).toEqual({ n: 7, m: 2, begun: 6 });
    expect([countOf(added, "day", dayOf(9000)).n, countOf(added, "day", dayOf(9729)).n]).toEqual([3, 4]);
    expect([...(added.times.get("rep r1") ?? [])]).toEqual([5, long]);
  });

  it("goes on with what moved on a day of it", () => {
    const days = withMore(toDays(sums, groups), toDays([told(group({}), [fact({ day: 9729 })])], groups));
    const added = addUp([days], groups, asked(9000, 9729));
    expect([countOf(added, "all").n, countOf(added, "day", dayOf(9729)).n]).toEqual([8, 5]);
  });
});

describe("facts of days", () => {
  it("count where they hold, and nowhere else", () => {
    const near = fc.integer({ min: 9000, max: 9012 });
    const any = fc.record({
      day: near,
      after: fc.oneof(fc.constant(never), near),
      since: near,
      before: fc.oneof(fc.constant(ever), near),
      n: fc.integer({ min: -2, max: 3 }),
      micros: fc.constant(0),
    });
    fc.assert(
      fc.property(fc.array(any), near, fc.nat(12), (facts, from, length) => {
        const groups = new Groups();
        const days = toDays([told(group({}), facts)], groups);
        const to = from + length;
        const held = facts.filter(
          (one) => one.day >= from && one.day <= to && one.after < from && one.since <= to && one.before > to,
        );
        const sums = addUp([days], groups, asked(from, to));
        expect(countOf(sums, "channel", "email").n).toBe(held.reduce((sum, one) => sum + one.n, 0));
      }),
    );
  });

  it("keep the microseconds of two years, and take back one that moved", () => {
    const groups = new Groups();
    const long = 730 * 86_400_000_000 + 7;
    const responded = group({ kind: "responded" });
    const days = toDays([told(responded, [fact({ day: 9000, micros: long }), fact({ day: 9001, micros: 5 })])], groups);
    const less = toDays([told(responded, [fact({ day: 9001, micros: 5, n: -1 })])], groups);
    const timesOf = (all: Parameters<typeof addUp>[0]) =>
      ["", "email", "rep r1"].map((name) => [...(addUp(all, groups, asked(9000, 9002)).times.get(name) ?? [])]);
    expect(timesOf([days])).toEqual([
      [5, long],
      [5, long],
      [5, long],
    ]);
    expect(timesOf([days, less])).toEqual([[long], [long], [long]]);
    expect(timesOf([withMore(days, less)])).toEqual([[long], [long], [long]]);
    expect(timesOf([days])[0]).toEqual([5, long]);
  });

  it("stand on the weekday that the calendar says", () => {
    const groups = new Groups();
    const day = dayNumber("2026-11-27");
    const days = toDays([told(group({ kind: "direction", user_id: null }), [fact({ day })])], groups);
    expect(countOf(addUp([days], groups, asked(day, day)), "weekday", "5").n).toBe(1);
  });

  it("of a day that grew past a power of two are asked for anew, and of days nobody knows are not made up", () => {
    const groups = new Groups();
    const one = toDays([told(group({}), [fact({ day: 9000 }), fact({ day: 9001 })])], groups);
    const more = toDays([told(group({}), [fact({ day: 9000 }), fact({ day: 9002 })])], groups);
    const both = withMore(one, more);
    expect([...both.keys()]).toEqual([9000, 9001]);
    expect([...withoutGrown(both, one).keys()]).toEqual([9001]);
  });
});
