import { toEndpoint } from "@/app/_adapters/endpoint";
import { enrollLead } from "@/lib/enrolling/enroll-lead";

export const POST = toEndpoint(enrollLead, { status: 201, input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
