import { toEndpoint } from "@/app/_adapters/endpoint";
import { cancelImport } from "@/lib/lead-imports/cancel-import";

export const POST = toEndpoint(cancelImport, { input: ({ body }, { id }) => ({ ...body, import_id: id }) });
