import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listVerdictsInputSchema } from "@/lib/guard/schema";
import { dotAnswers } from "@/lib/guard/verdict-rules";
import { assessKnownLeads } from "@/lib/outreach/assess-lead";

export const GET = toReadEndpoint({
  name: "listVerdicts",
  permission: "leads:read",
  input: listVerdictsInputSchema,
  read: async (tx, { ids }, ctx) => {
    const answers = await assessKnownLeads(tx, ids, ctx);
    return { data: answers.map((one) => ({ ...one, channels: dotAnswers(one.channels) })) };
  },
});
