import { refuseBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { composeText } from "@/lib/ai/compose-text";
import { openWriter } from "@/lib/ai/open-writer";

export const POST = answering("composeText", async (request, { id }, { context }) => {
  await refuseBody(request);
  return Response.json(await composeText(context, openWriter(), { suggestion_id: id }));
});
