import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listKept } from "@/lib/import-undos/queries";
import { getImport } from "@/lib/lead-imports/queries";
import { importPageInputSchema } from "@/lib/lead-imports/schema";

export const GET = toReadEndpoint({
  name: "listKept",
  permission: "leads:read",
  input: importPageInputSchema,
  raw: (query, { id }) => ({ ...query, import_id: id }),
  read: async (tx, { import_id, ...page }, ctx) => listKept(tx, (await getImport(tx, ctx, import_id)).id, page),
});
