import { toEndpoint } from "@/app/_adapters/endpoint";
import { recordCall } from "@/lib/communications/record-call";

export const PATCH = toEndpoint(recordCall, { input: ({ body }, { id }) => ({ ...body, contact_id: id }) });
