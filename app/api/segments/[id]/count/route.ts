import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { countLeads } from "@/lib/segments/count-queries";
import { getSegmentFilter } from "@/lib/segments/queries";

export const GET = toReadEndpoint({
  name: "countSegment",
  permission: "segments:read",
  input: z.strictObject({ id: z.string() }),
  read: async (tx, { id }, ctx) => countLeads(tx, ctx, { filter: await getSegmentFilter(tx, ctx, id) }),
});
