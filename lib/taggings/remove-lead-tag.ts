import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import { lockLead, updateLeadColumns } from "@/lib/leads/store";
import { removeTagging } from "@/lib/tags/store";
import { leadTagInputSchema } from "./schema";

/** Takes one tag away from a lead; one that it has not is no error. */
export const removeLeadTag = defineCommand({
  name: "removeLeadTag",
  permission: "leads:write",
  input: leadTagInputSchema,
  run: async (tx, { lead_id, name }, ctx): Promise<{ tags: string[] }> => {
    await lockLead(tx, lead_id);
    const { tags: old } = await getLead(tx, lead_id);
    if (!(await removeTagging(tx, lead_id, name))) return { tags: old };
    await updateLeadColumns(tx, lead_id, {}, ctx.now);
    const tags = old.filter((one) => one !== name);
    const changes = { tags: { old, new: tags } };
    await emit(tx, ctx, [
      { kind: "lead.changed", leadId: lead_id, subjects: { lead_id }, payload: { lead_id, changes } },
    ]);
    return { tags };
  },
});
