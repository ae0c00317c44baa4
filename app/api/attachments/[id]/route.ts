import { answering } from "@/app/_adapters/endpoint";
import { getFile } from "@/lib/attachments/queries";
import { dispositionOf, servedType } from "@/lib/attachments/rules";
import { readAttachment } from "@/lib/attachments/store-attachment";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/read";

export const GET = answering("readAttachment", async (_, { id = "" }, { context }) => {
  const file = await read(context, "communications:read", (tx) => getFile(tx, id, context.actor));
  const bytes = await readAttachment(context.orgId, file).catch(() => null);
  if (bytes === null) throw notFound("file");
  // What somebody sent us is never a page of ours: kept and not opened, its type not guessed, and without rights where it is opened after all.
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": servedType(file.media_type),
      "Content-Disposition": dispositionOf(file.name),
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "private, no-store",
    },
  });
});
