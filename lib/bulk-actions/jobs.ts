import { defineJob } from "@/lib/jobs/define-job";
import { applyBulkTurn } from "./apply-bulk-turn";
import { endBulkAction } from "./end-bulk-action";
import { bulkActionIdInputSchema } from "./schema";

export const applyBulkActionJob = defineJob({
  name: "bulk_actions.apply",
  payload: bulkActionIdInputSchema,
  run: applyBulkTurn,
  abandon: (ctx, payload, failure) => endBulkAction(ctx, { ...payload, failure }),
});
