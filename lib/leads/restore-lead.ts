import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getLead } from "./queries";
import { leadIdInputSchema } from "./schema";
import { lockLead, updateLeadColumns } from "./store";

/** Brings a deleted lead back as it was. */
export const restoreLead = defineCommand({
  name: "restoreLead",
  permission: "leads:write",
  input: leadIdInputSchema,
  run: async (tx, { lead_id }, ctx) => {
    await lockLead(tx, lead_id, { deleted: true });
    await updateLeadColumns(tx, lead_id, { deleted_at: null }, ctx.now);
    await emit(tx, ctx, [{ kind: "lead.restored", leadId: lead_id, subjects: { lead_id }, payload: { lead_id } }]);
    return getLead(tx, lead_id);
  },
});
