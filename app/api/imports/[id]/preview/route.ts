import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listPreview } from "@/lib/import-work/queries";
import { importIdInputSchema } from "@/lib/lead-imports/schema";

export const GET = toReadEndpoint({
  name: "listPreview",
  permission: "leads:read",
  input: importIdInputSchema,
  raw: (query, { id }) => ({ ...query, import_id: id }),
  read: async (tx, { import_id }, ctx) => ({ data: await listPreview(tx, ctx, import_id) }),
});
