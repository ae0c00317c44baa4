import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getRoiReport } from "@/lib/returns/queries";
import { returnsInputSchema } from "@/lib/returns/schema";

export const GET = toReadEndpoint({
  name: "getRoiReport",
  permission: "budget:read",
  input: returnsInputSchema,
  read: (tx, input, ctx) => getRoiReport(tx, ctx, input),
});
