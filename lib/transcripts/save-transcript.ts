import { lockTouch } from "@/lib/communications/queries";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { transcriptEvent } from "./event-rules";
import { findState, getTranscript } from "./queries";
import { segmentsOf, textOf } from "./rules";
import { saveTranscriptCommandSchema, type Transcript } from "./schema";
import { replaceTranscripts } from "./store";

const spoken = ["call", "meeting"];

/** Keeps what was said in a call or meeting, from a pasted text or a .txt, .vtt or .srt file; again, it takes the place of the older. */
export const saveTranscript = defineCommand({
  name: "saveTranscript",
  permission: "communications:write",
  input: saveTranscriptCommandSchema,
  run: async (tx, { contact_id, content, language }, ctx): Promise<Transcript> => {
    const segments = segmentsOf(content);
    const touch = await lockTouch(tx, contact_id);
    if (!spoken.includes(touch.channel))
      throw invalid("content", "Only a call or a meeting has a transcript. This touch is neither.");
    const before = await findState(tx, touch.id);
    const { userId } = ctx.actor;
    await replaceTranscripts(tx, [
      {
        communicationId: touch.id,
        segments,
        text: textOf(segments),
        language: language ?? null,
        addedBy: userId,
        at: ctx.now,
      },
    ]);
    const kind = before === "kept" ? "transcript.replaced" : "transcript.added";
    await emit(tx, ctx, [transcriptEvent(kind, touch, { segments: segments.length })]);
    return getTranscript(tx, touch.id);
  },
});
