import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getTemplate, type LockedTemplate, lockTemplate } from "./queries";
import { type Content, checkChange, contentOf } from "./rules";
import { type Template, updateTemplateInputSchema } from "./schema";
import { updateTemplateColumns } from "./store";

/** Changes the given parts of a template: a new text is a new version. STALE when somebody changed it since `if_version`. */
export const updateTemplate = defineCommand({
  name: "updateTemplate",
  permission: "templates:write",
  input: updateTemplateInputSchema,
  run: async (tx, { template_id, if_version, ...given }, ctx): Promise<Template> => {
    const template = await lockTemplate(tx, ctx, template_id);
    checkChange(ctx.actor, template.owner_id, template.shared);
    if (if_version !== undefined && if_version !== template.version) {
      throw new AppError(
        "STALE",
        "Somebody changed this template since you opened it. Reload and make your change again.",
      );
    }
    const { name = template.name, shared = template.shared } = given;
    // Taken out of the manager's own sight it could not be given back by them.
    checkChange(ctx.actor, template.owner_id, shared);
    const content = contentOf(
      { ...textOf(template, given), variables: given.variables ?? template.variables },
      template.channel,
    );
    const isNewText = JSON.stringify(content) !== JSON.stringify(contentFrom(template));
    if (!isNewText && name === template.name && shared === template.shared) return getTemplate(tx, ctx, template_id);
    const by = { by: ctx.actor.userId, at: ctx.now };
    await updateTemplateColumns(tx, template_id, { name, shared, ...content, ...by }, isNewText);
    const payload = { name, shared, version: template.version + (isNewText ? 1 : 0) };
    await emit(tx, ctx, [{ kind: "template.changed", subjects: { template_id }, payload }]);
    return getTemplate(tx, ctx, template_id);
  },
});

type Given = { subject?: string | null; body_text?: string | null; body_html?: string | null };

// A new plain text without HTML takes the place of both: what was formatted would say something else.
function textOf(template: LockedTemplate, given: Given): Given {
  const subject = given.subject === undefined ? template.subject : given.subject;
  if (given.body_html) return { subject, body_html: given.body_html };
  if (given.body_text) return { subject, body_text: given.body_text };
  const isPlain = given.body_html === null || template.body_html === null;
  return isPlain ? { subject, body_text: template.body } : { subject, body_html: template.body_html };
}

const contentFrom = ({ subject, body, body_html: bodyHtml, variables }: LockedTemplate): Content => ({
  subject,
  body,
  bodyHtml,
  variables,
});
