import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { fillTemplate } from "@/lib/templates/fill-queries";
import { previewTemplateInputSchema } from "@/lib/templates/schema";

export const POST = answering("previewTemplate", async (request, { id = "" }, { context }) => {
  const { lead_id: leadId, variables } = parseInput(previewTemplateInputSchema, await readBody(request));
  const filling = { templateId: id, leadId, variables };
  return Response.json(await read(context, "templates:read", (tx) => fillTemplate(tx, filling, context)));
});
