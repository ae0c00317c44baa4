import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listTemplateVersions } from "@/lib/templates/queries";

export const GET = toReadEndpoint({
  name: "listTemplateVersions",
  permission: "templates:read",
  input: z.strictObject({ id: z.string() }),
  read: async (tx, { id }, ctx) => ({ data: await listTemplateVersions(tx, ctx, id), next_cursor: null }),
});
