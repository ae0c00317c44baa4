import { z } from "zod";
import { currentTime } from "@/lib/core/time";
import { defineJob } from "@/lib/jobs/define-job";
import { undoLeads } from "./undo-leads";

/** An import taken back, set of leads by set of leads. */
export const undoJob = defineJob({
  name: "import.undo",
  payload: z.strictObject({ import_id: z.uuid() }),
  run: (ctx, { import_id }) => undoLeads({ ...ctx, now: currentTime() }, { import_id }),
  // What is undone stays undone; the page shows how far it came.
  abandon: async () => {},
});
