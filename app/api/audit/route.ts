import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listAudit } from "@/lib/audit/queries";
import { listAuditInputSchema } from "@/lib/audit/schema";

export const GET = toReadEndpoint({
  name: "listAudit",
  permission: "audit:read",
  input: listAuditInputSchema,
  read: (tx, input, ctx) => listAudit(tx, ctx, input),
});
