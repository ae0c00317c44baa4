import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { previewSegment } from "@/lib/segments/leads-queries";
import { previewSegmentInputSchema } from "@/lib/segments/schema";

export const POST = answering("previewSegment", async (request, _, { context }) => {
  const { filter } = parseInput(previewSegmentInputSchema, await readBody(request));
  return Response.json(await read(context, "segments:read", (tx) => previewSegment(tx, context, filter)));
});
