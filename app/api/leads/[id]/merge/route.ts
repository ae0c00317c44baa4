import { toEndpoint } from "@/app/_adapters/endpoint";
import { mergeLeads } from "@/lib/merges/merge-leads";

export const POST = toEndpoint(mergeLeads, { input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
