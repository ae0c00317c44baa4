import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { countLeads } from "@/lib/segments/count-queries";
import { countLeadsInputSchema } from "@/lib/segments/schema";

export const GET = toReadEndpoint({
  name: "countLeads",
  permission: "leads:read",
  input: countLeadsInputSchema,
  read: (tx, input, ctx) => countLeads(tx, ctx, input),
});
