import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listTemplateVersions } from "@/lib/templates/queries";
import { listTemplateVersionsInputSchema } from "@/lib/templates/schema";

export const GET = toReadEndpoint({
  name: "listTemplateVersions",
  permission: "templates:read",
  input: listTemplateVersionsInputSchema,
  read: (tx, input, ctx) => listTemplateVersions(tx, ctx, input),
});
