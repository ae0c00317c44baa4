import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { paceOf } from "@/lib/bulk-actions/rules";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { commitSoon } from "@/lib/core/durability";
import { emit, type NewEvent } from "@/lib/events/emit";
import type { FileRow } from "@/lib/lead-files/schema";
import { planOf } from "@/lib/lead-imports/plan-rules";
import { type LockedImport, lockImport } from "@/lib/lead-imports/queries";
import type { ImportState, RowCounts } from "@/lib/lead-imports/schema";
import { addCounts, insertRows } from "@/lib/lead-imports/store";
import { recordFlags } from "@/lib/lead-intake/record-flags";
import { recordTouches } from "@/lib/lead-intake/record-touches";
import type { StoredRow } from "@/lib/lead-intake/schema";
import { storeDrafts } from "@/lib/lead-intake/store-drafts";
import { readDraft } from "@/lib/lead-rows/rules";
import { tellProgress } from "@/lib/live/progress";

const rowSchema = z.custom<FileRow>((value) => typeof value === "object" && value !== null && "cells" in value);
const TOLD_TOGETHER = 50;
export type ImportedRows = { state: ImportState; rows: number };

/**
 * Stores a set of rows of an import that runs, all or none: leads, opt-outs, touches, what became of each, and the place reached. `after`
 * is the place the rows follow; when the import is elsewhere by now (another worker was faster, somebody cancelled) nothing happens and
 * the answer says where it is.
 */
export const importRows = defineCommand({
  name: "importRows",
  permission: "leads:write",
  input: z.strictObject({ import_id: z.uuid(), after: z.number().int(), rows: z.array(rowSchema).min(1).max(1000) }),
  run: async (tx, { import_id, after, rows }, ctx): Promise<ImportedRows> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state !== "running" || one.rows !== after) return { state: one.state, rows: one.rows };
    commitSoon(tx);
    const counts = await storeRows(tx, rows, one, ctx);
    const standing = await addCounts(tx, one.id, counts, ctx.now);
    const total = Math.max(one.rows_estimated, standing.rows);
    const going = {
      state: one.state,
      done: standing.rows,
      total,
      ...paceOf(standing.rows, total, one.started_at ?? ctx.now, ctx.now),
    };
    await tellProgress(tx, "import", { ...going, id: one.id, at: ctx.now.toISOString() });
    return { state: one.state, rows: standing.rows };
  },
});

/** Says where new leads are, for whoever looks through them later: some dozens of rows an event, and not an event a lead. */
function tellNew(importId: string, rows: StoredRow[]): NewEvent[] {
  const numbers = rows.filter((row) => row.outcome === "created").map((row) => row.number);
  const parts = Array.from({ length: Math.ceil(numbers.length / TOLD_TOGETHER) }, (_, nth) =>
    numbers.slice(nth * TOLD_TOGETHER, (nth + 1) * TOLD_TOGETHER),
  );
  return parts.map((part) => ({
    kind: "import.created",
    subjects: { import_id: importId, first_row: String(part[0]), last_row: String(part.at(-1)) },
    payload: { import_id: importId, leads: part.length },
  }));
}

async function storeRows(tx: OrgTx, rows: FileRow[], one: LockedImport, ctx: Context): Promise<RowCounts> {
  const plan = planOf(one, ctx);
  const read = rows.map((row) => ({ row, ...readDraft(row, plan, ctx.now) }));
  const stored = await storeDrafts(
    tx,
    read.flatMap(({ draft }) => draft ?? []),
    one,
    ctx,
  );
  const dnc_added = await recordFlags(tx, stored.decided, one, ctx);
  await recordTouches(tx, stored.decided, ctx);
  const rejected = read.flatMap(({ row, problems }): StoredRow[] =>
    problems
      ? [{ number: row.number, line: row.line, outcome: "rejected", lead_id: null, problems, cells: row.cells }]
      : [],
  );
  const all = [...stored.rows, ...rejected];
  tx.along(insertRows(tx, one.id, all, ctx.now));
  await emit(tx, ctx, [...stored.events, ...tellNew(one.id, stored.rows)]);
  const count = (outcome: StoredRow["outcome"]) => all.filter((row) => row.outcome === outcome).length;
  return {
    rows: all.length,
    created: count("created"),
    updated: count("updated"),
    skipped: count("skipped"),
    rejected: count("rejected"),
    dnc_added,
  };
}
