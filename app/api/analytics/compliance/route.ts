import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getComplianceReport } from "@/lib/compliance/queries";
import { complianceInputSchema } from "@/lib/compliance/schema";

export const GET = toReadEndpoint({
  name: "getComplianceReport",
  permission: "analytics:read",
  input: complianceInputSchema,
  read: (tx, input, ctx) => getComplianceReport(tx, ctx, input),
});
