import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getLifecycle } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";

export const GET = toReadEndpoint({
  name: "getLifecycle",
  permission: "analytics:read",
  input: funnelInputSchema,
  read: (tx, input, ctx) => getLifecycle(tx, ctx, input),
});
