import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { ownerEvents } from "@/lib/leads/assign-owner";
import { insertAssignments, lockLead, updateLeadColumns } from "@/lib/leads/store";
import { isActiveMember } from "@/lib/organizations/queries";
import { lockHandOver } from "./queries";
import { checkDecider } from "./rules";
import { decideHandOverInputSchema } from "./schema";
import { updateDecisions } from "./store";

/** Gives the lead to who asked for it. Others who asked go on waiting, for the new owner's answer. */
export const acceptHandOver = defineCommand({
  name: "acceptHandOver",
  permission: "leads:write",
  input: decideHandOverInputSchema,
  run: async (tx, { hand_over_id }, ctx) => {
    const asked = await lockHandOver(tx, hand_over_id);
    const lead = await lockLead(tx, asked.lead_id);
    checkDecider(ctx.actor, lead.owner_id, asked.asked_by);
    if (asked.state !== "open") throw new AppError("CONFLICT", "This was decided already. Reload to see how.");
    if (!(await isActiveMember(tx, asked.asked_by)))
      throw new AppError("CONFLICT", "Whoever asked for this lead has left. Keep it, or give it to somebody else.");
    const [userId, at] = [ctx.actor.userId, ctx.now];
    await updateDecisions(tx, [{ id: asked.id, state: "accepted", decidedBy: userId, at }]);
    await updateLeadColumns(tx, lead.id, {}, at);
    await insertAssignments(tx, [
      { leadId: lead.id, toUserId: asked.asked_by, strategy: "hand_over", assignedBy: userId, at },
    ]);
    const subjects = { lead_id: lead.id, hand_over_id: asked.id };
    const changes = { owner_id: { old: lead.owner_id, new: asked.asked_by } };
    await emit(tx, ctx, [
      { kind: "lead.changed", leadId: lead.id, subjects: { lead_id: lead.id }, payload: { lead_id: lead.id, changes } },
      ...ownerEvents(lead.id, lead.owner_id, null, ctx),
      { kind: "hand_over.accepted", leadId: lead.id, subjects, payload: { lead_id: lead.id } },
    ]);
    return { hand_over_id: asked.id, lead_id: lead.id, owner_id: asked.asked_by };
  },
});
