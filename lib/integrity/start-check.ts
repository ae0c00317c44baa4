import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { checkJob } from "./jobs";
import { findLastRun, lockRun } from "./run-queries";
import { type IntegrityRun, startCheckInputSchema } from "./schema";
import { insertRun } from "./store";

/** Promises a recount of the organization; while one runs, that one is the answer. */
export const startCheck = defineCommand({
  name: "startCheck",
  permission: "audit:read",
  input: startCheckInputSchema,
  run: async (tx, _, ctx): Promise<IntegrityRun> => {
    const id = newId();
    const begun = await insertRun(tx, { id, by: ctx.actor.userId, at: ctx.now });
    if (!begun) return (await findLastRun(tx)) ?? lockRun(tx, id);
    await checkJob.enqueue(tx, ctx, { run_id: id }, { key: id, inBackground: true });
    await emit(tx, ctx, [{ kind: "integrity.checked", subjects: { integrity_run_id: id }, payload: {} }]);
    return lockRun(tx, id);
  },
});
