import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getResults } from "@/lib/sequence-results/result-queries";
import { getSequence } from "@/lib/sequences/queries";

export const GET = toReadEndpoint({
  name: "getResults",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: async (tx, { id }, ctx) => {
    await getSequence(tx, id, ctx);
    return getResults(tx, id);
  },
});
