import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { undoDays } from "./complete-import";
import { getImport, lockImport } from "./queries";
import { removeUpload } from "./remove-upload";
import { type Import, importIdInputSchema } from "./schema";
import { updateState } from "./store";

/** Stops an import behind the set of rows it is at; what is stored stays, and can be undone. A dry run just ends. */
export const cancelImport = defineCommand({
  name: "cancelImport",
  permission: "leads:write",
  input: importIdInputSchema,
  run: async (tx, { import_id }, ctx): Promise<Import> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state === "cancelled") return getImport(tx, ctx, one.id);
    if (one.state === "checking") await updateState(tx, one.id, { state: "uploaded" }, ctx.now);
    else if (one.state === "running" || one.state === "uploaded") {
      const times = { finished_at: ctx.now, undo_until: plusSeconds(ctx.now, undoDays * 86_400) };
      await updateState(tx, one.id, { state: "cancelled", ...times }, ctx.now);
      const payload = { import_id: one.id, name: one.name, rows: one.rows };
      await emit(tx, ctx, [
        { kind: "import.cancelled", subjects: { import_id: one.id, user_id: one.created_by }, payload },
      ]);
      // Nobody works on it yet, so nobody else takes the file away.
      if (one.state === "uploaded") removeUpload(one.stored_name);
    } else throw new AppError("CONFLICT", "This import is over. What it stored can be undone for seven days.");
    return getImport(tx, ctx, one.id);
  },
});
