import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { lockHandOver } from "./queries";
import { checkDecider } from "./rules";
import { decideHandOverInputSchema } from "./schema";
import { updateDecisions } from "./store";

/** Keeps the lead where it is and tells who asked. */
export const rejectHandOver = defineCommand({
  name: "rejectHandOver",
  permission: "leads:write",
  input: decideHandOverInputSchema,
  run: async (tx, { hand_over_id }, ctx) => {
    const asked = await lockHandOver(tx, hand_over_id);
    const lead = await lockLead(tx, asked.lead_id);
    checkDecider(ctx.actor, lead.owner_id, asked.asked_by);
    if (asked.state !== "open") throw new AppError("CONFLICT", "This was decided already. Reload to see how.");
    await updateDecisions(tx, [{ id: asked.id, state: "rejected", decidedBy: ctx.actor.userId, at: ctx.now }]);
    const subjects = { lead_id: lead.id, hand_over_id: asked.id };
    await emit(tx, ctx, [{ kind: "hand_over.rejected", leadId: lead.id, subjects, payload: { lead_id: lead.id } }]);
    return { hand_over_id: asked.id, lead_id: lead.id };
  },
});
