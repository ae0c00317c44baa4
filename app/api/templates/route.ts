import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { createTemplate } from "@/lib/templates/create-template";
import { listTemplates } from "@/lib/templates/queries";

export const GET = toListEndpoint({
  name: "listTemplates",
  permission: "templates:read",
  input: pageInputSchema,
  read: (tx, _, ctx) => listTemplates(tx, ctx),
});

export const POST = toEndpoint(createTemplate, { status: 201 });
