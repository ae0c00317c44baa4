import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listKept } from "@/lib/import-undos/queries";
import { getImport } from "@/lib/lead-imports/queries";
import { importIdInputSchema } from "@/lib/lead-imports/schema";

export const GET = toReadEndpoint({
  name: "listKept",
  permission: "leads:read",
  input: importIdInputSchema,
  raw: (query, { id }) => ({ ...query, import_id: id }),
  read: async (tx, { import_id }, ctx) => ({ data: await listKept(tx, (await getImport(tx, ctx, import_id)).id) }),
});
