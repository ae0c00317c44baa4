import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { explainLead } from "@/lib/segments/count-queries";
import { getSegmentFilter } from "@/lib/segments/queries";
import { explainLeadInputSchema } from "@/lib/segments/schema";

export const GET = toReadEndpoint({
  name: "explainLead",
  permission: "segments:read",
  input: explainLeadInputSchema,
  read: async (tx, { id, lead_id }, ctx) => explainLead(tx, ctx, await getSegmentFilter(tx, ctx, id), lead_id),
});
