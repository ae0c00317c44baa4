import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { type Attachment, addAttachmentInputSchema } from "./schema";
import { insertAttachments } from "./store";

/** Notes a file that lies in `uploads`, for a message that is being written. Asked by `storeAttachment` alone. */
export const addAttachment = defineCommand({
  name: "addAttachment",
  permission: "communications:write",
  input: addAttachmentInputSchema,
  run: async (tx, { name, media_type: mediaType, size, hash }, ctx): Promise<Attachment> => {
    const id = newId();
    await insertAttachments(tx, [{ id, name, mediaType, size, hash, by: ctx.actor.userId, at: ctx.now }]);
    return { id, name, media_type: mediaType, size };
  },
});
