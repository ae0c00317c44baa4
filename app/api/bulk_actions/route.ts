import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listBulkActions } from "@/lib/bulk-actions/list-queries";
import { listBulkActionsInputSchema } from "@/lib/bulk-actions/schema";

export const GET = toReadEndpoint({
  name: "listBulkActions",
  permission: "leads:read",
  input: listBulkActionsInputSchema,
  read: (tx, input, ctx) => listBulkActions(tx, ctx, input),
});
