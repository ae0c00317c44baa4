import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { explainLead } from "@/lib/segments/count-queries";
import { explainFilterInputSchema } from "@/lib/segments/schema";

export const POST = answering("explainFilter", async (request, _, { context }) => {
  const { filter, lead_id } = parseInput(explainFilterInputSchema, await readBody(request));
  return Response.json(await read(context, "segments:read", (tx) => explainLead(tx, context, filter, lead_id)));
});
