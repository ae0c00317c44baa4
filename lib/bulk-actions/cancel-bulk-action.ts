import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { closeBulkAction } from "./end-bulk-action";
import { lockBulkAction } from "./queries";
import { isRunning } from "./rules";
import { bulkActionIdInputSchema } from "./schema";

/** Stops a bulk action between two turns. What is changed by then stays changed, and can be taken back. */
export const cancelBulkAction = defineCommand({
  name: "cancelBulkAction",
  permission: "leads:write",
  input: bulkActionIdInputSchema,
  run: async (tx, { bulk_action_id }, ctx): Promise<{ id: string; state: "cancelled"; changed: number }> => {
    const action = await lockBulkAction(tx, ctx, bulk_action_id);
    if (!isRunning(action.state))
      throw new AppError("CONFLICT", "This is over already. What it changed can be taken back for a day.");
    await closeBulkAction(tx, ctx, action, { state: "cancelled", ended_by: ctx.actor.userId });
    return { id: action.id, state: "cancelled", changed: action.changed };
  },
});
