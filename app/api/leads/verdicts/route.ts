import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { assessKnownLeads } from "@/lib/outreach/assess-lead";
import { listVerdictsInputSchema } from "@/lib/outreach/schema";
import { briefAnswers } from "@/lib/outreach/verdict-rules";

export const GET = toReadEndpoint({
  name: "listVerdicts",
  permission: "leads:read",
  input: listVerdictsInputSchema,
  read: async (tx, { ids }, ctx) => {
    const answers = await assessKnownLeads(tx, ids, ctx);
    return { data: answers.map((one) => ({ ...one, channels: briefAnswers(one.channels) })) };
  },
});
