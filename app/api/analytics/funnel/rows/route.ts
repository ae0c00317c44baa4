import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listFunnelRows } from "@/lib/funnels/row-queries";
import { funnelRowsInputSchema } from "@/lib/funnels/schema";

export const GET = toReadEndpoint({
  name: "listFunnelRows",
  permission: "analytics:read",
  input: funnelRowsInputSchema,
  read: (tx, input, ctx) => listFunnelRows(tx, ctx, input),
});
