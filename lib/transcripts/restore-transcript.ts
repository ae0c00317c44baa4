import { lockTouch } from "@/lib/communications/queries";
import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { transcriptEvent } from "./event-rules";
import { findState, getTranscript } from "./queries";
import { type Transcript, transcriptIdSchema } from "./schema";
import { updateTranscriptsDeleted } from "./store";

/** Brings a deleted transcript back as it was. */
export const restoreTranscript = defineCommand({
  name: "restoreTranscript",
  permission: "communications:write",
  input: transcriptIdSchema,
  run: async (tx, { contact_id }, ctx): Promise<Transcript> => {
    const touch = await lockTouch(tx, contact_id);
    if ((await findState(tx, touch.id)) !== "deleted") throw notFound("transcript");
    await updateTranscriptsDeleted(tx, [touch.id], null, ctx.now);
    await emit(tx, ctx, [transcriptEvent("transcript.restored", touch)]);
    return getTranscript(tx, touch.id);
  },
});
