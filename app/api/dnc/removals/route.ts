import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { listOpenRemovals } from "@/lib/dnc-removals/queries";

export const GET = toListEndpoint({
  name: "listOpenRemovals",
  permission: "dnc:read",
  input: pageInputSchema,
  read: (tx) => listOpenRemovals(tx),
});
