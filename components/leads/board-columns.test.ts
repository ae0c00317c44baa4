import { describe, expect, it } from "vitest";
import type { Lead, LeadStatus } from "@/lib/leads/schema";
import { boardColumns } from "./board-columns";
import { toPart } from "./lead-parts";
import type { LeadRows } from "./lead-store";

// Only the id and the status of a lead matter to a board.
const lead = (id: string, status: LeadStatus) => ({ id, status }) as Lead;
const rows = (leads: Lead[], total: number): LeadRows => ({
  parts: [toPart(null, leads)],
  next: null,
  count: { total },
  verdicts: {},
  more: "idle",
});
const told = (columns: ReturnType<typeof boardColumns>) =>
  columns.map(({ status, leads, count }) => `${status} ${leads.map((one) => one.id).join("")} ${count.total ?? "?"}`);

describe("the columns of a board", () => {
  it("hold the leads of their lists", () => {
    const lists = [
      { status: "new" as const, rows: rows([lead("a", "new"), lead("b", "new")], 7) },
      { status: "lost" as const, rows: rows([lead("c", "lost")], 1) },
    ];
    expect(told(boardColumns(lists))).toEqual(["new ab 7", "lost c 1"]);
  });

  it("show a lead that moves where it goes, and count it there, before the lists know", () => {
    const lists = [
      { status: "new" as const, rows: rows([lead("a", "lost"), lead("b", "new")], 7) },
      { status: "lost" as const, rows: rows([lead("c", "lost")], 1) },
    ];
    expect(told(boardColumns(lists))).toEqual(["new b 6", "lost ac 2"]);
  });

  it("show it once when the new list has it already", () => {
    const lists = [
      { status: "new" as const, rows: rows([lead("a", "lost")], 1) },
      { status: "lost" as const, rows: rows([lead("a", "lost")], 1) },
    ];
    expect(told(boardColumns(lists))).toEqual(["new  0", "lost a 1"]);
  });

  it("say which are not here yet and which failed", () => {
    const columns = boardColumns([
      { status: "new", rows: undefined },
      { status: "lost", rows: "failed" },
    ]);
    expect(columns.map((one) => one.state)).toEqual(["waiting", "failed"]);
  });
});
