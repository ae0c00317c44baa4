import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { cancelMessagesOfLead } from "@/lib/slots/store";
import { leadIdInputSchema } from "./schema";
import { lockLead, updateLeadColumns } from "./store";

/** Takes a lead out of sight and cancels what waits to go to it; its history stays and `restoreLead` brings it back, not the messages. */
export const deleteLead = defineCommand({
  name: "deleteLead",
  permission: "leads:write",
  input: leadIdInputSchema,
  forwards: false,
  run: async (tx, { lead_id }, ctx) => {
    await lockLead(tx, lead_id);
    await updateLeadColumns(tx, lead_id, { deleted_at: ctx.now }, ctx.now);
    const cancelled = await cancelMessagesOfLead(tx, lead_id, ctx.now, `${ctx.actor.name} deleted the lead.`);
    await emit(tx, ctx, [
      { kind: "lead.deleted", leadId: lead_id, subjects: { lead_id }, payload: { lead_id } },
      ...cancelled.map((id) => ({
        kind: "message.cancelled",
        leadId: lead_id,
        subjects: { lead_id, communication_id: id },
        payload: { lead_id, communication_id: id },
      })),
    ]);
    return { id: lead_id };
  },
});
