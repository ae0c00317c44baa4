import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPage, cutSteady } from "./cut-page";

const rows = Array.from({ length: 7 }, (_, n) => ({ id: `0198b2f0-0000-7000-8000-00000000000${n}` }));

describe("a short list, page by page,", () => {
  it("is told whole and once, whatever the size of its pages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (length, limit) => {
        const list = rows.slice(0, length);
        const told: string[] = [];
        let cursor: string | undefined;
        do {
          const page = cutPage("tags", list, { limit, cursor });
          expect(page.total).toBe(length);
          told.push(...page.data.map(({ id }) => id));
          cursor = page.next_cursor ?? undefined;
        } while (cursor !== undefined);
        expect(told).toEqual(list.map(({ id }) => id));
      }),
    );
  });

  it("without ids is told whole and once as well, also when a row is added meanwhile", () => {
    const told: number[] = [];
    let cursor: string | undefined;
    for (let asked = 0; asked < 9; asked++) {
      const page = cutSteady("tags", [1, 2, 3, 4, 5, ...(asked > 0 ? [6] : [])], { limit: 2, cursor });
      told.push(...page.data);
      cursor = page.next_cursor ?? undefined;
      if (!cursor) break;
    }
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("goes on behind its place when the row that was last is gone", () => {
    const { next_cursor } = cutPage("tags", rows, { limit: 3, cursor: undefined });
    const shorter = rows.filter((_, n) => n !== 2);
    expect(cutPage("tags", shorter, { limit: 2, cursor: next_cursor ?? "" }).data).toEqual(rows.slice(3, 5));
  });
});
