import { describe, expect, it } from "vitest";
import type { Lead } from "@/lib/leads/schema";
import { AT_ONCE, fewAtOnce } from "./few-at-once";

const leads = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: `lead-${from + at}` }) as Lead);
const ids = (rows: readonly (Lead | null)[]) => new Set(rows.flatMap((lead) => (lead ? [lead.id] : [])));

describe("rows that come while somebody scrolls", () => {
  it("are all drawn when they are few", () => {
    const rows = leads(5, 45);
    expect(fewAtOnce(rows, ids(leads(0, 40)), { from: 10, to: 30 })).toBe(rows);
  });

  it("come in parts when they are many, those in view first, and none of those that are there goes", () => {
    const [there, rows] = [leads(0, 40), leads(30, 70)];
    const seen = { from: 12, to: 30 };
    const first: readonly (Lead | null)[] = fewAtOnce(rows, ids(there), seen);
    expect(first).toHaveLength(rows.length);
    expect(first.slice(0, 10)).toEqual(rows.slice(0, 10));
    expect(first.slice(12, 12 + AT_ONCE)).toEqual(rows.slice(12, 12 + AT_ONCE));
    expect(ids(first).size).toBe(10 + AT_ONCE);
    let [drawn, frames] = [first, 1];
    while (drawn !== rows) {
      const next = fewAtOnce(rows, ids(drawn), seen);
      expect(ids(next).size - ids(drawn).size).toBeLessThanOrEqual(AT_ONCE);
      [drawn, frames] = [next, frames + 1];
    }
    expect(frames).toBe(Math.ceil(30 / AT_ONCE));
  });

  it("leave rows that are not loaded where they are", () => {
    const rows = [...leads(0, 20), null, ...leads(21, 40)];
    const drawn = fewAtOnce(rows, new Set(), { from: 0, to: 25 });
    expect(drawn[20]).toBeNull();
    expect(ids(drawn)).toEqual(ids(leads(0, AT_ONCE)));
  });
});
