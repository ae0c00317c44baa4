import { describe, expect, it } from "vitest";
import { addedHref, countsLine, rowsLine } from "./import-words";

const counts = { rows: 3, created: 2, updated: 0, skipped: 0, rejected: 1, dnc_added: 1 };

describe("what an import came to", () => {
  it("is one entry or several entries", () => {
    expect(countsLine(counts)).toBe("3 rows: 2 new, 0 updated, 0 skipped, 1 rejected. 1 do-not-contact entry.");
    expect(countsLine({ ...counts, rows: 1, dnc_added: 0 })).toContain("1 row: 2 new");
    expect(countsLine({ ...counts, dnc_added: 0 })).toContain("0 do-not-contact entries");
  });

  it("is one row or several, counted or about so many", () => {
    expect(rowsLine({ rows: 0, rows_estimated: 1, rows_exact: true })).toBe("1 row");
    expect(rowsLine({ rows: 1, rows_estimated: 9, rows_exact: false })).toBe("1 row");
    expect(rowsLine({ rows: 0, rows_estimated: 1200, rows_exact: false })).toBe("about 1,200 rows");
  });

  it("leads to the leads that were added meanwhile, unless there are none", () => {
    const one = {
      created: 2,
      state: "done",
      started_at: "2026-03-02T09:00:00.000Z",
      finished_at: "2026-03-02T09:01:00.000Z",
    } as const;
    const query = new URLSearchParams(addedHref(one)?.replace("/leads?", ""));
    expect(JSON.parse(query.get("filter") ?? "")).toEqual({
      and: [
        { field: "created_at", op: "after", value: one.started_at },
        { field: "created_at", op: "before", value: one.finished_at },
      ],
    });
    expect([addedHref({ ...one, created: 0 }), addedHref({ ...one, state: "undone" })]).toEqual([null, null]);
  });
});
