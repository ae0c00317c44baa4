import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockTemplate } from "./queries";
import { checkChange } from "./rules";
import { templateIdInputSchema } from "./schema";
import { archiveTemplates } from "./store";

/** Takes a template away; its versions stay, since messages were made from them. */
export const archiveTemplate = defineCommand({
  name: "archiveTemplate",
  permission: "templates:write",
  input: templateIdInputSchema,
  run: async (tx, { template_id }, ctx) => {
    const { name, owner_id, shared, version } = await lockTemplate(tx, ctx, template_id);
    checkChange(ctx.actor, owner_id, shared);
    await archiveTemplates(tx, [template_id], ctx.now);
    await emit(tx, ctx, [{ kind: "template.archived", subjects: { template_id }, payload: { name, version } }]);
    return { template_id, name };
  },
});
