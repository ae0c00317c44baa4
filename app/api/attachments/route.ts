import { readQuery } from "@/app/_adapters/asked";
import { answering } from "@/app/_adapters/endpoint";
import { sentFile } from "@/app/_adapters/upload";
import { attachmentQuerySchema } from "@/lib/attachments/schema";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import { parseInput } from "@/lib/core/parse";

export const POST = answering(
  "storeAttachment",
  async (request, _, { context }) => {
    const { name, type: given } = parseInput(attachmentQuerySchema, readQuery(request));
    const file = await sentFile(request);
    const type = given ?? request.headers.get("content-type");
    const stored = await storeAttachment(context, { name: name ?? file.name, type, bytes: file.bytes });
    return Response.json(stored, { status: 201, headers: { "Cache-Control": "no-store" } });
  },
  "with a query",
);
