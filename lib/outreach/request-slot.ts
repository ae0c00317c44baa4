import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { channelSchema } from "@/lib/guard/schema";
import { holderToAsk } from "@/lib/guard/verdict-rules";
import { assessLead } from "./assess-lead";

/** Asks the colleague whose touch or draft speaks against contact on a channel: they are told who asks, and decide. CONFLICT for nobody. */
export const requestSlot = defineCommand({
  name: "requestSlot",
  permission: "communications:write",
  input: z.strictObject({ lead_id: z.uuid(), method: channelSchema }),
  run: async (tx, { lead_id, method }, ctx): Promise<{ asked: { id: string; name: string } }> => {
    const { channels } = await assessLead(tx, lead_id, ctx);
    const answer = channels[method];
    const asked = answer ? holderToAsk(answer, ctx.actor.userId) : null;
    if (!asked)
      throw new AppError("CONFLICT", "No colleague stands in the way on this channel any more. Reload to see it.");
    await emit(tx, ctx, [
      {
        kind: "slot.requested",
        leadId: lead_id,
        subjects: { lead_id, user_id: asked.id },
        payload: { lead_id, method, holder: asked },
      },
    ]);
    return { asked };
  },
});
