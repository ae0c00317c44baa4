import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listComplianceRows } from "@/lib/compliance/row-queries";
import { complianceRowsInputSchema } from "@/lib/compliance/schema";

export const GET = toReadEndpoint({
  name: "listComplianceRows",
  permission: "analytics:read",
  input: complianceRowsInputSchema,
  read: (tx, input, ctx) => listComplianceRows(tx, ctx, input),
});
