import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { nothingAskedSchema } from "@/lib/dnc-removals/schema";
import { listDetections } from "@/lib/opt-outs/queries";

export const GET = toReadEndpoint({
  name: "listDetections",
  permission: "dnc:read",
  input: nothingAskedSchema,
  read: (tx) => listDetections(tx),
});
