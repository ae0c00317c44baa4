import { toEndpoint } from "@/app/_adapters/endpoint";
import { unconvertLead } from "@/lib/clients/unconvert-lead";

export const POST = toEndpoint(unconvertLead, { input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
