import { defineCommand } from "@/lib/core/command";
import type { Turn } from "@/lib/jobs/define-job";
import { checkNames, checkOne } from "./queries";
import { countLedger, lockRun } from "./run-queries";
import { integrityRunIdSchema } from "./schema";
import { updateChecks, updateEnd } from "./store";

/** One turn of a recount: the next check, and behind the last one the counts. */
export const runCheck = defineCommand({
  name: "runCheck",
  permission: "audit:read",
  input: integrityRunIdSchema,
  run: async (tx, { run_id }, ctx): Promise<Turn> => {
    const run = await lockRun(tx, run_id);
    if (run.state !== "running") return { more: false };
    const next = checkNames.find((name) => !run.checks.some((check) => check.name === name));
    if (next !== undefined) {
      await updateChecks(tx, run_id, [...run.checks, await checkOne(tx, next)], ctx.now);
      return { more: true };
    }
    await updateEnd(tx, run_id, { state: "done", counts: await countLedger(tx), error: null }, ctx.now);
    return { more: false };
  },
});
