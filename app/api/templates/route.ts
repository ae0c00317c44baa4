import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createTemplate } from "@/lib/templates/create-template";
import { listTemplates } from "@/lib/templates/queries";

export const GET = toReadEndpoint({
  name: "listTemplates",
  permission: "templates:read",
  input: z.strictObject({}),
  read: async (tx, _, ctx) => ({ data: await listTemplates(tx, ctx), next_cursor: null }),
});

export const POST = toEndpoint(createTemplate, { status: 201 });
