import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { invalid } from "@/lib/core/errors";
import { createLead } from "@/lib/leads/create-lead";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";

export const GET = toReadEndpoint({
  name: "listLeads",
  permission: "leads:read",
  input: listLeadsInputSchema,
  read: (tx, input, ctx) => listLeads(tx, ctx, input),
  inLine: ({ q, filter }) => Boolean(q || filter),
});

export const POST = toEndpoint(createLead, {
  status: 201,
  input: ({ body, query }) => {
    const { unique, ...unknown } = query;
    const [name] = Object.keys(unknown);
    if (name) throw invalid(name, "This parameter is not known here.");
    if (unique === undefined) return body;
    if (unique !== "true" && unique !== "false") throw invalid("unique", "Use one of true, false.");
    return { ...body, unique: unique === "true" };
  },
});
