import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { cutSteady } from "@/lib/core/cut-page";
import { listSteps } from "@/lib/dnc-removals/queries";
import { dncHistoryInputSchema } from "@/lib/dnc-removals/schema";

export const GET = toReadEndpoint({
  name: "listDncSteps",
  permission: "dnc:read",
  input: dncHistoryInputSchema,
  read: async (tx, input) => cutSteady("listDncSteps", await listSteps(tx, input.id), input),
});
