import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { assessModel } from "@/lib/scoring/assess-model";
import { publishModelInputSchema } from "@/lib/scoring/schema";

export const POST = answering("assessModel", async (request, _, { context }) => {
  const change = parseInput(publishModelInputSchema, await readBody(request));
  return Response.json(await read(context, "scoring:write", (tx) => assessModel(tx, change, context)));
});
