import { lockTouch } from "@/lib/communications/queries";
import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { transcriptEvent } from "./event-rules";
import { findState } from "./queries";
import { transcriptIdSchema } from "./schema";
import { updateTranscriptsDeleted } from "./store";

/** Takes a transcript away; `restoreTranscript` brings it back. */
export const deleteTranscript = defineCommand({
  name: "deleteTranscript",
  permission: "communications:write",
  input: transcriptIdSchema,
  run: async (tx, { contact_id }, ctx): Promise<{ contact_id: string }> => {
    const touch = await lockTouch(tx, contact_id);
    if ((await findState(tx, touch.id)) !== "kept") throw notFound("transcript");
    await updateTranscriptsDeleted(tx, [touch.id], ctx.now, ctx.now);
    await emit(tx, ctx, [transcriptEvent("transcript.deleted", touch)]);
    return { contact_id };
  },
});
