import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getFunnel } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";

export const GET = toReadEndpoint({
  name: "getFunnel",
  permission: "analytics:read",
  input: funnelInputSchema,
  read: (tx, input, ctx) => getFunnel(tx, ctx, input),
});
