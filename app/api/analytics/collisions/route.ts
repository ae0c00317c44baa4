import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getCollisionReport } from "@/lib/compliance/collision-queries";
import { collisionReportInputSchema } from "@/lib/compliance/schema";

export const GET = toReadEndpoint({
  name: "getCollisionReport",
  permission: "analytics:read",
  input: collisionReportInputSchema,
  read: (tx, input, ctx) => getCollisionReport(tx, ctx, input),
});
