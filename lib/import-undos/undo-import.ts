import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getImport, lockImport } from "@/lib/lead-imports/queries";
import { type Import, importIdInputSchema } from "@/lib/lead-imports/schema";
import { updateState } from "@/lib/lead-imports/store";
import { undoJob } from "./jobs";

/**
 * Takes an import back within seven days: leads it created go, leads it changed are what they were. Who was touched since stays, and is
 * listed. Opt-outs that the file brought stay in any case.
 */
export const undoImport = defineCommand({
  name: "undoImport",
  permission: "leads:write",
  input: importIdInputSchema,
  run: async (tx, { import_id }, ctx): Promise<Import> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state === "undoing" || one.state === "undone") return getImport(tx, ctx, one.id);
    if (one.undo_until === null)
      throw new AppError("CONFLICT", "This import is not over. Cancel it first, then undo what it stored.");
    if (one.undo_until <= ctx.now)
      throw new AppError("CONFLICT", "An import can be undone for seven days, and they are over.");
    await updateState(tx, one.id, { state: "undoing", undo_asked_at: ctx.now }, ctx.now);
    await undoJob.enqueue(tx, ctx, { import_id: one.id }, { key: one.id });
    await emit(tx, ctx, [
      {
        kind: "import.undo_asked",
        subjects: { import_id: one.id, user_id: one.created_by },
        payload: { import_id: one.id, name: one.name },
      },
    ]);
    return getImport(tx, ctx, one.id);
  },
});
