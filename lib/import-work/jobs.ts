import { z } from "zod";
import { defineJob } from "@/lib/jobs/define-job";
import { completeImport } from "@/lib/lead-imports/complete-import";
import { takeTurn } from "./take-turn";

/** A file, set of rows by set of rows. */
export const importJob = defineJob({
  name: "import.run",
  payload: z.strictObject({ import_id: z.uuid() }),
  run: (ctx, { import_id }) => takeTurn(ctx, import_id),
  abandon: (ctx, { import_id }, why) => completeImport(ctx, { import_id, error: why }),
});
