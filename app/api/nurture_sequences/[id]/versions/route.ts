import { z } from "zod";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { getSequence, listVersions } from "@/lib/sequences/queries";

export const GET = toListEndpoint({
  name: "listVersions",
  permission: "sequences:read",
  input: pageInputSchema.extend({ id: z.string() }),
  read: async (tx, { id }, ctx) => {
    await getSequence(tx, id, ctx);
    return listVersions(tx, id);
  },
});
