import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { minusDays } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { getPurgeDays, lockPurgeable } from "./queries";
import { purgeRows } from "./store";

const mostAtOnce = 100;

/** Purges leads that were deleted longer ago than the organization's setting says; without the setting none. Called by the worker alone. */
export const purgeLeads = defineCommand({
  name: "purgeLeads",
  permission: "people:erase",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ purged: number; more: boolean }> => {
    const days = await getPurgeDays(tx);
    if (days === null) return { purged: 0, more: false };
    const ids = await lockPurgeable(tx, minusDays(ctx.now, days), mostAtOnce);
    if (ids.length === 0) return { purged: 0, more: false };
    await purgeRows(tx, ids, ctx.now);
    await emit(
      tx,
      { ...ctx, actor: { userId: null, name: "Touchline", via: "job" } },
      ids.map((lead_id) => ({
        kind: "lead.purged",
        leadId: lead_id,
        subjects: { lead_id },
        payload: { lead_id, after_days: days },
      })),
    );
    return { purged: ids.length, more: ids.length === mostAtOnce };
  },
});
