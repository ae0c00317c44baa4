import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getImport } from "@/lib/lead-imports/queries";
import { importIdInputSchema } from "@/lib/lead-imports/schema";
import { updateImport } from "@/lib/lead-imports/update-import";

export const GET = toReadEndpoint({
  name: "getImport",
  permission: "leads:read",
  input: importIdInputSchema,
  raw: (query, { id }) => ({ ...query, import_id: id }),
  read: (tx, { import_id }, ctx) => getImport(tx, ctx, import_id),
});

export const PATCH = toEndpoint(updateImport, { input: ({ body }, { id }) => ({ ...body, import_id: id }) });
