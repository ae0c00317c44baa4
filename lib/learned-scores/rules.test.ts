import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import { codingsOf, numberOf, valuesOf } from "./coding-rules";
import { measure } from "./measure-rules";
import { learn, predict } from "./rules";
import type { Table } from "./schema";
import { examplesOf } from "./table-rules";

/** Rows whose outcome hangs on the source and on the visits, the same each time. */
function example(rows: number, from = 0): { table: Table; truth: Uint8Array } {
  let seed = 12_345 + from;
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const made = Array.from({ length: rows }, (_, nth) => {
    const source = ["fair", "web", "list"][Math.floor(chance() * 3)] ?? "fair";
    const visits = Math.floor(chance() * 40);
    const likely = (source === "fair" ? 0.5 : 0.1) + visits / 100;
    return {
      cells: [String(from + nth), source, chance() < 0.1 ? null : String(visits)],
      won: chance() < likely ? 1 : 0,
    };
  });
  return {
    table: { columns: ["number", "source", "visits"], rows: made.map((one) => one.cells) },
    truth: Uint8Array.from(made, (one) => one.won),
  };
}

describe("a learned score", () => {
  it("finds what goes with success and tells chances that hold for rows it has not seen", () => {
    const [seen, unseen] = [example(3000), example(3000, 50_000)];
    const { model } = learn(seen.table, seen.truth);
    const measured = measure(predict(model, unseen.table), unseen.truth);
    expect(measured.auc).toBeGreaterThan(0.72);
    expect(measured.calibration_error).toBeLessThan(0.04);
    const fair = model.parts.find((part) => part.coding.column === "source");
    const weightOf = (level: string) => {
      const nth = fair?.coding.kind === "text" ? fair.coding.levels.indexOf(level) : -1;
      return fair?.weights[nth + 2] ?? 0;
    };
    expect(weightOf("fair")).toBeGreaterThan(weightOf("web") + 1);
  });

  it("is the same each time", () => {
    const { table, truth } = example(500);
    expect(learn(table, truth)).toEqual(learn(table, truth));
  });

  it.each([
    ["counted up", (nth: number) => String(100_000 - nth)],
    ["a text of each row", (nth: number) => `lead-${nth}-x`],
  ])("is not poisoned by a column that only tells rows apart: %s", (_, idOf) => {
    const [seen, unseen] = [example(1000), example(1000, 50_000)];
    // In the order of the outcome, as a table sorted by it comes out.
    const order = [...seen.truth.keys()].sort((a, b) => (seen.truth[a] ?? 0) - (seen.truth[b] ?? 0));
    const table = {
      columns: [...seen.table.columns, "id"],
      rows: order.map((row, nth) => [...(seen.table.rows[row] ?? []), idOf(nth)]),
    };
    const learned = learn(
      table,
      Uint8Array.from(order, (row) => seen.truth[row] ?? 0),
    );
    expect(learned.leftOut).toContainEqual({ column: "id", why: "identifies_rows" });
    expect(measure(predict(learned.model, unseen.table), unseen.truth).auc).toBeGreaterThan(0.7);
  });

  it.each([1, 2, 7, 40])(
    "tells a chance between 0 and 1 from %i rows, of a table that lacks the columns too",
    (rows) => {
      const { table } = example(rows);
      const truth = Uint8Array.from(table.rows, (_, nth) => (nth % 3 === 0 ? 1 : 0));
      const { model } = learn(table, truth);
      for (const told of [...predict(model, table), ...predict(model, { columns: [], rows: [[], []] })]) {
        expect(told).toBeGreaterThan(0);
        expect(told).toBeLessThan(1);
      }
    },
  );

  it("never tells two sums the other way round", () => {
    const { table, truth } = example(3000);
    const { curve } = learn(table, truth).model;
    for (const [nth, corner] of curve.entries()) {
      const before = curve[nth - 1];
      if (before) expect(corner.sum >= before.sum && corner.truth > before.truth).toBe(true);
    }
  });
});

describe("how a column is told", () => {
  it.each([
    ["12", 12],
    ["-1.5", -1.5],
    ["1,234.5", 1234.5],
    ["50 %", 50],
    ["$12", 12],
    ["1e3", 1000],
    ["12 apples", null],
    ["02.Medium", null],
    ["", null],
    ["Infinity", null],
  ])("%j is the number %j", (cell, number) => {
    expect(numberOf(cell)).toBe(number);
  });

  it("keeps a measured quantity whose values never come again, and drops what says nothing", () => {
    const rows = Array.from({ length: 100 }, (_, nth) => [(nth * 1.37 + 0.01).toFixed(3), "same", null, `x${nth}`]);
    const { codings, leftOut } = codingsOf({ columns: ["measured", "same", "nothing", "id"], rows });
    expect(codings.map((coding) => [coding.column, coding.kind])).toEqual([["measured", "number"]]);
    expect(leftOut).toEqual([
      { column: "same", why: "constant" },
      { column: "nothing", why: "empty" },
      { column: "id", why: "identifies_rows" },
    ]);
  });

  it("tells empty, never seen, and each stretch apart", () => {
    expect([
      ...valuesOf({ column: "n", kind: "number", bounds: [5, 10] }, [null, "?", "1", "5", "9", "10", "99"]),
    ]).toEqual([0, 1, 2, 3, 3, 4, 4]);
    expect([
      ...valuesOf({ column: "t", kind: "text", levels: ["web", "fair"] }, [null, "else", " Web ", "FAIR"]),
    ]).toEqual([0, 1, 2, 3]);
  });
});

describe("examples from a file", () => {
  const wish = { truth: "won", leaveOut: ["after"], empty: ["Select"] };
  const header = ["source", "Won", "after"];

  it("leaves out what is only known afterwards, reads what stands for empty, and skips rows without an outcome", () => {
    const rows = [["web", "Yes", "x"], ["select", "0", "y"], ["web", "", "z"], ["broken"]];
    expect(examplesOf(header, rows, wish)).toEqual({
      table: { columns: ["source"], rows: [["web"], [null]] },
      truth: Uint8Array.of(1, 0),
      skipped: 2,
    });
  });

  it("refuses columns that are not there and outcomes that are none", () => {
    expect(() => examplesOf(header, [], { ...wish, truth: "lost" })).toThrow("There is no column lost");
    expect(() => examplesOf(header, [], { ...wish, leaveOut: ["later"] })).toThrow("There is no column later");
    expect(() => examplesOf(header, [["web", "perhaps", ""]], wish)).toThrow('holds "perhaps"');
  });
});

const leads = join(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "x-education-leads.csv");

it.skipIf(!existsSync(leads))(
  "foretells the real leads of x-education-leads.csv, each row by a model that never saw it",
  async () => {
    const file = await openLeadFile(leads);
    const rows: string[][] = [];
    for await (const page of file.rows()) rows.push(...page.map((row) => row.cells));
    const later = ["Tags", "Lead Quality", "Lead Profile", "Last Notable Activity"];
    const leaveOut = [...later, ...file.header.filter((name) => name.startsWith("Asymmetrique"))];
    const { table, truth } = examplesOf(file.header, rows, { truth: "Converted", leaveOut, empty: ["Select"] });
    const told = new Float64Array(truth.length);
    for (const fold of [0, 1, 2]) {
      const seen = [...truth.keys()].filter((row) => row % 3 !== fold);
      const unseen = [...truth.keys()].filter((row) => row % 3 === fold);
      const pick = (list: number[]): Table => ({ ...table, rows: list.map((row) => table.rows[row] ?? []) });
      const { model } = learn(
        pick(seen),
        Uint8Array.from(seen, (row) => truth[row] ?? 0),
      );
      const probabilities = predict(model, pick(unseen));
      for (const [nth, row] of unseen.entries()) told[row] = probabilities[nth] ?? 0;
    }
    const measured = measure(told, truth);
    expect(measured.rows).toBe(6520);
    expect(measured.auc).toBeGreaterThanOrEqual(0.89);
    expect(measured.calibration_error).toBeLessThanOrEqual(0.03);
  },
  60_000,
);
