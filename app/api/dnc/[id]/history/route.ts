import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listSteps } from "@/lib/dnc-removals/queries";
import { dncHistoryInputSchema } from "@/lib/dnc-removals/schema";

export const GET = toReadEndpoint({
  name: "listDncSteps",
  permission: "dnc:read",
  input: dncHistoryInputSchema,
  read: async (tx, { id }) => ({ data: await listSteps(tx, id) }),
});
