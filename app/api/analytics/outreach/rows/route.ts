import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema } from "@/lib/analytics/schema";

export const GET = toReadEndpoint({
  name: "listOutreachRows",
  permission: "analytics:read",
  input: outreachRowsInputSchema,
  read: (tx, input, ctx) => listOutreachRows(tx, ctx, input),
});
