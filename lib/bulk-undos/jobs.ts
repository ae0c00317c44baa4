import { endBulkAction } from "@/lib/bulk-actions/end-bulk-action";
import { bulkActionIdInputSchema } from "@/lib/bulk-actions/schema";
import { defineJob } from "@/lib/jobs/define-job";
import { undoBulkTurn } from "./undo-bulk-turn";

export const undoBulkActionJob = defineJob({
  name: "bulk_actions.undo",
  payload: bulkActionIdInputSchema,
  run: undoBulkTurn,
  abandon: (ctx, payload, failure) => endBulkAction(ctx, { ...payload, failure }),
});
