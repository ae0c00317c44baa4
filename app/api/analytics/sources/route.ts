import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getSourcesReport } from "@/lib/returns/queries";
import { returnsInputSchema } from "@/lib/returns/schema";

export const GET = toReadEndpoint({
  name: "getSourcesReport",
  permission: "analytics:read",
  input: returnsInputSchema,
  read: (tx, input, ctx) => getSourcesReport(tx, ctx, input),
});
