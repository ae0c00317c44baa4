import { currentTime } from "@/lib/core/time";
import { defineJob } from "@/lib/jobs/define-job";
import { endCheck } from "./end-check";
import { runCheck } from "./run-check";
import { integrityRunIdSchema } from "./schema";

/** A recount, check by check. */
export const checkJob = defineJob({
  name: "integrity.check",
  payload: integrityRunIdSchema,
  run: (ctx, { run_id }) => runCheck({ ...ctx, now: currentTime() }, { run_id }),
  abandon: (ctx, { run_id }, why) => endCheck({ ...ctx, now: currentTime() }, { run_id, why }),
});
