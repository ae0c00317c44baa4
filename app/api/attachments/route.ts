import { idempotencyOfFile, readQuery } from "@/app/_adapters/asked";
import { answering, executedResponse } from "@/app/_adapters/endpoint";
import { sentFile } from "@/app/_adapters/upload";
import { attachmentQuerySchema } from "@/lib/attachments/schema";
import { storeAttachment } from "@/lib/attachments/store-attachment";
import { parseInput } from "@/lib/core/parse";

export const POST = answering(
  "storeAttachment",
  async (request, _, caller) => {
    const { name, type: given } = parseInput(attachmentQuerySchema, readQuery(request));
    const file = await sentFile(request);
    const type = given ?? request.headers.get("content-type");
    const idempotency = idempotencyOfFile(request, caller);
    const sent = { name: name ?? file.name, type, bytes: file.bytes, idempotency };
    return executedResponse(await storeAttachment(caller.context, sent));
  },
  "with a query",
);
