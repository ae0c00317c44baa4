import { toEndpoint } from "@/app/_adapters/endpoint";
import { undoImport } from "@/lib/import-undos/undo-import";

export const POST = toEndpoint(undoImport, { input: ({ body }, { id }) => ({ ...body, import_id: id }) });
