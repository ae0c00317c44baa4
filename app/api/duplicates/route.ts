import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listDuplicatePairs } from "@/lib/duplicates/pair-queries";
import { listDuplicatesInputSchema } from "@/lib/duplicates/schema";

export const GET = toReadEndpoint({
  name: "listDuplicates",
  permission: "leads:read",
  input: listDuplicatesInputSchema,
  read: (tx, input) => listDuplicatePairs(tx, input),
});
