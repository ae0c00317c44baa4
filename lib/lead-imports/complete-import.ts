import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { tellProgress } from "@/lib/live/progress";
import { getImport, lockImport } from "./queries";
import { dryRunSchema, type Import } from "./schema";
import { updateDryRun, updateState } from "./store";

/** How long an import can be taken back. */
export const undoDays = 7;

const input = z.strictObject({
  import_id: z.uuid(),
  /** why it could not go on */
  error: z.string().max(1000).optional(),
  /** of a dry run: what it would come to */
  counted: dryRunSchema.optional(),
});

/** Ends the work on an import: every row has its outcome, or it says why not. From here it can be undone for seven days. */
export const completeImport = defineCommand({
  name: "completeImport",
  permission: "leads:write",
  input,
  run: async (tx, { import_id, error, counted }, ctx): Promise<Import> => {
    const one = await lockImport(tx, ctx, import_id);
    const subjects = { import_id: one.id, user_id: one.created_by };
    if (one.state === "checking") {
      if (counted) await updateDryRun(tx, one.id, counted, ctx.now);
      else await updateState(tx, one.id, { state: "uploaded", error: error ?? null }, ctx.now);
      await emit(tx, ctx, [{ kind: "import.checked", subjects, payload: { import_id: one.id, ...counted } }]);
    } else if (one.state === "running") {
      const times = { finished_at: ctx.now, undo_until: plusSeconds(ctx.now, undoDays * 86_400) };
      const sum = { rows_estimated: one.rows, rows_exact: true };
      await updateState(
        tx,
        one.id,
        { state: error ? "failed" : "done", error: error ?? null, ...times, ...(error ? {} : sum) },
        ctx.now,
      );
      const { rows, created, updated, skipped, rejected, dnc_added } = await getImport(tx, ctx, one.id);
      const payload = {
        import_id: one.id,
        name: one.name,
        rows,
        created,
        updated,
        skipped,
        rejected,
        dnc_added,
        error: error ?? null,
      };
      await emit(tx, ctx, [{ kind: error ? "import.failed" : "import.finished", subjects, payload }]);
    }
    const { state, rows, rows_estimated: total, ...rest } = await getImport(tx, ctx, one.id);
    const going = { state, done: rows, total, rate: null, seconds_left: null };
    await tellProgress(tx, "import", { ...going, id: one.id, at: ctx.now.toISOString() });
    return { state, rows, rows_estimated: total, ...rest };
  },
});
