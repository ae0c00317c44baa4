import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import { lockLead, updateLeadColumns } from "@/lib/leads/store";
import { addTagging } from "@/lib/tags/store";
import { leadTagInputSchema } from "./schema";

const mostTags = 50;

/** Gives a lead one more tag and leaves its others alone, whoever else changes them meanwhile. */
export const addLeadTag = defineCommand({
  name: "addLeadTag",
  permission: "leads:write",
  input: leadTagInputSchema,
  run: async (tx, { lead_id, name }, ctx): Promise<{ tags: string[] }> => {
    await lockLead(tx, lead_id);
    const { tags: old } = await getLead(tx, lead_id);
    if (old.includes(name)) return { tags: old };
    if (old.length >= mostTags) throw new AppError("CONFLICT", "A lead can have 50 tags. Remove one first.");
    await addTagging(tx, lead_id, name);
    await updateLeadColumns(tx, lead_id, {}, ctx.now);
    const { tags } = await getLead(tx, lead_id);
    const changes = { tags: { old, new: tags } };
    await emit(tx, ctx, [
      { kind: "lead.changed", leadId: lead_id, subjects: { lead_id }, payload: { lead_id, changes } },
    ]);
    return { tags };
  },
});
