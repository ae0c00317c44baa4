import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getBulkAction } from "@/lib/bulk-actions/list-queries";
import { readBulkActionInputSchema } from "@/lib/bulk-actions/schema";

export const GET = toReadEndpoint({
  name: "getBulkAction",
  permission: "leads:read",
  input: readBulkActionInputSchema,
  read: (tx, input, ctx) => getBulkAction(tx, ctx, input),
});
