import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { leadIdInputSchema } from "./schema";
import { lockLead, updateLeadColumns } from "./store";

/** Takes a lead out of sight; its history stays and `restoreLead` brings it back. */
export const deleteLead = defineCommand({
  name: "deleteLead",
  permission: "leads:write",
  input: leadIdInputSchema,
  run: async (tx, { lead_id }, ctx) => {
    await lockLead(tx, lead_id);
    await updateLeadColumns(tx, lead_id, { deleted_at: ctx.now }, ctx.now);
    await emit(tx, ctx, [{ kind: "lead.deleted", leadId: lead_id, subjects: { lead_id }, payload: { lead_id } }]);
    return { id: lead_id };
  },
});
