import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getSequence, listVersions } from "@/lib/sequences/queries";

export const GET = toReadEndpoint({
  name: "listVersions",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: async (tx, { id }, ctx) => {
    await getSequence(tx, id, ctx);
    return { data: await listVersions(tx, id), next_cursor: null };
  },
});
