import { toEndpoint } from "@/app/_adapters/endpoint";
import { convertLead } from "@/lib/clients/convert-lead";

export const POST = toEndpoint(convertLead, { status: 201, input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
