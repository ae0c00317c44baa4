import { toEndpoint } from "@/app/_adapters/endpoint";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";

export const POST = toEndpoint(enrollLeads, { input: ({ body }, { id }) => ({ ...body, sequence_id: id }) });
