import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listReturnRows } from "@/lib/returns/row-queries";
import { returnRowsInputSchema } from "@/lib/returns/schema";

export const GET = toReadEndpoint({
  name: "listReturnRows",
  permission: "budget:read",
  input: returnRowsInputSchema,
  read: (tx, input, ctx) => listReturnRows(tx, ctx, input),
});
