import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { findHints } from "@/lib/duplicates/find-hints";
import { pagedHintsInputSchema } from "@/lib/duplicates/schema";

export const GET = toListEndpoint({
  name: "findDuplicates",
  permission: "leads:read",
  input: pagedHintsInputSchema,
  read: (tx, typed, ctx) => findHints(tx, typed, ctx),
});
