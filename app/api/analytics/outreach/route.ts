import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema } from "@/lib/analytics/schema";

export const GET = toReadEndpoint({
  name: "getOutreachAnalytics",
  permission: "analytics:read",
  input: outreachAnalyticsInputSchema,
  read: (tx, input, ctx) => getOutreachAnalytics(tx, ctx, input),
});
