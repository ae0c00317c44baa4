import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { getTemplate } from "./queries";
import { contentOf } from "./rules";
import { createTemplateInputSchema, type Template } from "./schema";
import { insertTemplates } from "./store";

/** Keeps a text under a name, for oneself or for everybody. */
export const createTemplate = defineCommand({
  name: "createTemplate",
  permission: "templates:write",
  input: createTemplateInputSchema,
  run: async (tx, { name, channel, shared = false, ...given }, ctx): Promise<Template> => {
    const [id, content] = [newId(), contentOf(given, channel)];
    await insertTemplates(tx, [{ id, name, channel, shared, ...content, by: ctx.actor.userId, at: ctx.now }]);
    const payload = { name, channel, shared, version: 1 };
    await emit(tx, ctx, [{ kind: "template.created", subjects: { template_id: id }, payload }]);
    return getTemplate(tx, ctx, id);
  },
});
