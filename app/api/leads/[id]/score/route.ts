import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getLeadScore } from "@/lib/scoring/queries";
import { recomputeLead } from "@/lib/scoring/recompute-scores";

export const GET = toReadEndpoint({
  name: "getLeadScore",
  permission: "scoring:read",
  input: z.strictObject({ id: z.uuid() }),
  read: (tx, { id }) => getLeadScore(tx, id),
});

export const POST = toEndpoint(recomputeLead, { input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
