import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { assessLeadInputSchema } from "@/lib/guard/schema";
import { assessLead } from "@/lib/outreach/assess-lead";

export const GET = toReadEndpoint({
  name: "assessLead",
  permission: "leads:read",
  input: assessLeadInputSchema,
  read: (tx, { id, reply_to_id: replyToId }, ctx) => assessLead(tx, id, ctx, { replyToId }),
});
