import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { previewChosen } from "@/lib/enrolling/chosen-queries";
import { previewChosenInputSchema } from "@/lib/enrolling/chosen-schema";

export const POST = answering("previewChosen", async (request, { id }, { context }) => {
  const body = await readBody(request);
  const input = parseInput(previewChosenInputSchema, { ...body, sequence_id: id });
  return Response.json(await read(context, "enrollments:write", (tx) => previewChosen(tx, input, context)));
});
