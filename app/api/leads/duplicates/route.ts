import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { findHints } from "@/lib/duplicates/find-hints";
import { findDuplicatesInputSchema } from "@/lib/duplicates/schema";

export const GET = toReadEndpoint({
  name: "findDuplicates",
  permission: "leads:read",
  input: findDuplicatesInputSchema,
  read: async (tx, input, ctx) => ({ data: await findHints(tx, input, ctx) }),
});
