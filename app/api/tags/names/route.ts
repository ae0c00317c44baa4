import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listTagNames } from "@/lib/tags/queries";
import { listTagNamesInputSchema } from "@/lib/tags/schema";

export const GET = toReadEndpoint({
  name: "listTagNames",
  permission: "tags:read",
  input: listTagNamesInputSchema,
  read: async (tx) => ({ data: await listTagNames(tx) }),
});
