import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockOpenPair } from "./pair-queries";
import { dismissDuplicateInputSchema } from "./schema";
import { updateDismissed } from "./store";

/** "Not a duplicate": remembered, whoever finds the two again. Said twice, it was said once. */
export const dismissDuplicate = defineCommand({
  name: "dismissDuplicate",
  permission: "leads:merge",
  input: dismissDuplicateInputSchema,
  run: async (tx, { pair_id }, ctx) => {
    const pair = await lockOpenPair(tx, pair_id);
    if (await updateDismissed(tx, pair_id, ctx.actor.userId, ctx.now)) {
      await emit(
        tx,
        ctx,
        [pair.lead_id, pair.other_id].map((leadId, nth) => ({
          kind: "lead.told_apart",
          leadId,
          subjects: { lead_id: leadId, other_id: nth === 0 ? pair.other_id : pair.lead_id, duplicate_pair_id: pair_id },
          payload: { lead_id: leadId },
        })),
      );
    }
    return { id: pair_id, state: "dismissed" as const };
  },
});
