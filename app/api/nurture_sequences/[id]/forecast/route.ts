import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getForecast } from "@/lib/sequence-results/result-queries";
import { getSequence } from "@/lib/sequences/queries";

export const GET = toReadEndpoint({
  name: "getForecast",
  permission: "sequences:read",
  input: z.strictObject({ id: z.string() }),
  read: async (tx, { id }, ctx) => {
    await getSequence(tx, id, ctx);
    return getForecast(tx, id, ctx.now);
  },
});
