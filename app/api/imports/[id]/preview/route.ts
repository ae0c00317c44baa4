import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { cutSteady } from "@/lib/core/cut-page";
import { listPreview } from "@/lib/import-work/queries";
import { importPageInputSchema } from "@/lib/lead-imports/schema";

export const GET = toReadEndpoint({
  name: "listPreview",
  permission: "leads:read",
  input: importPageInputSchema,
  raw: (query, { id }) => ({ ...query, import_id: id }),
  read: async (tx, input, ctx) => cutSteady("listPreview", await listPreview(tx, ctx, input.import_id), input),
});
