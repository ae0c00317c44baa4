"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { listLeads } from "@/lib/leads/list-queries";
import { displayName } from "@/lib/leads/rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { archiveTemplate } from "@/lib/templates/archive-template";
import { createTemplate } from "@/lib/templates/create-template";
import { fillTemplate } from "@/lib/templates/fill-queries";
import { previewTemplateInputSchema, templateIdInputSchema } from "@/lib/templates/schema";
import { updateTemplate } from "@/lib/templates/update-template";

export async function createTemplateAction(raw: unknown) {
  return toAction(createTemplate, { revalidate: "/templates" })(raw);
}

export async function updateTemplateAction(raw: unknown) {
  return toAction(updateTemplate, { revalidate: "/templates" })(raw);
}

export async function archiveTemplateAction(raw: unknown) {
  return toAction(archiveTemplate, { revalidate: "/templates" })(raw);
}

/** A template as one lead would read it; with the text of the form, as it stands there. */
export async function previewTemplateAction(raw: unknown) {
  return asAction(async ({ context }) => {
    const asked = parseInput(previewTemplateInputSchema.extend(templateIdInputSchema.shape), raw);
    const {
      template_id: templateId,
      lead_id: leadId,
      variables,
      subject,
      body_text: bodyText,
      body_html: bodyHtml,
    } = asked;
    const filling = { templateId, leadId, variables, subject, bodyText, bodyHtml };
    return read(context, "templates:read", (tx) => fillTemplate(tx, filling, context));
  });
}

/** Whom a template can be tried on. */
export async function findPreviewLeadsAction(q: string) {
  const asked = listLeadsInputSchema.parse({ q: q.slice(0, 200), limit: 5 });
  const result = await asAction(({ context }) => read(context, "leads:read", (tx) => listLeads(tx, context, asked)));
  return result.ok
    ? result.output.data.map((lead) => ({ id: lead.id, name: displayName(lead), company: lead.company?.name ?? null }))
    : [];
}
