import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listOpenRemovals } from "@/lib/dnc-removals/queries";
import { nothingAskedSchema } from "@/lib/dnc-removals/schema";

export const GET = toReadEndpoint({
  name: "listOpenRemovals",
  permission: "dnc:read",
  input: nothingAskedSchema,
  read: async (tx) => ({ data: await listOpenRemovals(tx) }),
});
