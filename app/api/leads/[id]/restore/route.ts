import { toEndpoint } from "@/app/_adapters/endpoint";
import { restoreLead } from "@/lib/leads/restore-lead";

export const POST = toEndpoint(restoreLead, { input: (_, { id }) => ({ lead_id: id }) });
