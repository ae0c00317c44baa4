import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { cutText } from "@/lib/core/text-rules";
import { lockRun } from "./run-queries";
import { updateEnd } from "./store";

/** A recount that could not be done says why. */
export const endCheck = defineCommand({
  name: "endCheck",
  permission: "audit:read",
  input: z.strictObject({ run_id: z.uuid(), why: z.string() }),
  run: async (tx, { run_id, why }, ctx): Promise<{ run_id: string }> => {
    await lockRun(tx, run_id);
    await updateEnd(tx, run_id, { state: "failed", counts: null, error: cutText(why, 500) }, ctx.now);
    return { run_id };
  },
});
