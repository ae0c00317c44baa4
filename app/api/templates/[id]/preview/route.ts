import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { fillTemplate } from "@/lib/templates/fill-queries";
import { previewTemplateInputSchema } from "@/lib/templates/schema";

export const POST = answering("previewTemplate", async (request, { id = "" }, { context }) => {
  const asked = parseInput(previewTemplateInputSchema, await readBody(request));
  const { lead_id: leadId, variables, subject, body_text: bodyText, body_html: bodyHtml } = asked;
  const filling = { templateId: id, leadId, variables, subject, bodyText, bodyHtml };
  return Response.json(await read(context, "templates:read", (tx) => fillTemplate(tx, filling, context)));
});
