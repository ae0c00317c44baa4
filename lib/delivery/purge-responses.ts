import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { minusDays } from "@/lib/core/time";
import { clearResponses } from "./store";

const keptDays = 30;
const mostAtOnce = 500;

/** Takes away what servers answered to attempts that ended thirty days ago (data-model.md); their outcome and its code stay. Called by the worker alone. */
export const purgeResponses = defineCommand({
  name: "purgeResponses",
  permission: "communications:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ purged: number; more: boolean }> => {
    const purged = await clearResponses(tx, minusDays(ctx.now, keptDays), mostAtOnce, ctx.now);
    return { purged, more: purged === mostAtOnce };
  },
});
