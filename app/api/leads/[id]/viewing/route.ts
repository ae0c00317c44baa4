import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { viewLeadInputSchema } from "@/lib/live/schema";
import { viewLead } from "@/lib/live/view-lead";

/** Changes nothing that is kept, so it is no command: it is only told on. */
export const POST = answering("viewLead", async (request, { id }, { context }) => {
  const { lead_id, looking } = parseInput(viewLeadInputSchema, { ...(await readBody(request)), lead_id: id });
  return Response.json(await viewLead(context, lead_id, looking), { headers: { "Cache-Control": "no-store" } });
});
