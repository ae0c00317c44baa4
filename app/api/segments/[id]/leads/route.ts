import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listSegmentLeads } from "@/lib/segments/leads-queries";
import { listSegmentLeadsInputSchema } from "@/lib/segments/schema";

export const GET = toReadEndpoint({
  name: "listSegmentLeads",
  permission: "segments:read",
  input: listSegmentLeadsInputSchema,
  read: (tx, input, ctx) => listSegmentLeads(tx, ctx, input),
});
