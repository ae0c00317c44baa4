import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { previewEnrollment } from "@/lib/enrolling/queries";
import { previewEnrollmentInputSchema } from "@/lib/enrolling/schema";

export const POST = answering("previewEnrollment", async (request, { id }, { context }) => {
  const body = await readBody(request);
  const input = parseInput(previewEnrollmentInputSchema, { ...body, sequence_id: id });
  return Response.json(await read(context, "enrollments:write", (tx) => previewEnrollment(tx, input, context)));
});
