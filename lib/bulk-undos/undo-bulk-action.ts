import { lockBulkAction } from "@/lib/bulk-actions/queries";
import { isRunning, isUndoable } from "@/lib/bulk-actions/rules";
import { bulkActionIdInputSchema } from "@/lib/bulk-actions/schema";
import { updateBulkAction } from "@/lib/bulk-actions/store";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { refuseUndo } from "@/lib/undo-entries/rules";
import { lockUndoEntry, markUndone } from "@/lib/undo-entries/store";
import { undoBulkActionJob } from "./jobs";

/** Promises to give every lead back what it had, but those that were changed since. Once, within a day. */
export const undoBulkAction = defineCommand({
  name: "undoBulkAction",
  permission: "leads:write",
  input: bulkActionIdInputSchema,
  run: async (tx, { bulk_action_id }, ctx): Promise<{ id: string; total: number }> => {
    const action = await lockBulkAction(tx, ctx, bulk_action_id);
    if (isRunning(action.state)) throw new AppError("CONFLICT", "This still runs. Cancel it first.");
    if (!isUndoable(action.action))
      throw new AppError(
        "CONFLICT",
        "Taking people off the do-not-contact list takes a reason and a second person, one by one.",
      );
    if (!action.undo_entry_id) throw new AppError("CONFLICT", "Nothing was changed, so there is nothing to take back.");
    const entry = await lockUndoEntry(tx, action.undo_entry_id);
    refuseUndo(entry, ctx.now);
    await markUndone(tx, ctx, entry.id);
    await updateBulkAction(tx, action.id, { undo_state: "running", undo_started_at: ctx.now }, ctx.now);
    await undoBulkActionJob.enqueue(tx, ctx, { bulk_action_id }, { key: bulk_action_id, inBackground: true });
    const payload = { bulk_action_id, action: action.action, changed: action.changed };
    await emit(tx, ctx, [{ kind: "bulk_action.undo_started", subjects: { bulk_action_id }, payload }]);
    return { id: action.id, total: action.changed };
  },
});
