import { toEndpoint } from "@/app/_adapters/endpoint";
import { markResponded } from "@/lib/communications/mark-responded";

export const PATCH = toEndpoint(markResponded, { input: ({ body }, { id }) => ({ ...body, contact_id: id }) });
