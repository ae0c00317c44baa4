import { toEndpoint } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { startImport } from "@/lib/import-work/start-import";
import { startImportInputSchema } from "@/lib/lead-imports/schema";

export const POST = toEndpoint(startImport, {
  input: ({ body }, { id }) => ({ ...parseInput(startImportInputSchema, body), import_id: id }),
});
