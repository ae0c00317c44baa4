import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { listDetections } from "@/lib/opt-outs/queries";

export const GET = toReadEndpoint({
  name: "listDetections",
  permission: "dnc:read",
  input: pageInputSchema,
  read: (tx, input) => listDetections(tx, input),
});
