import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { noteEvents } from "./event-rules";
import { lockNote } from "./queries";
import { checkDeleter } from "./rules";
import { noteIdSchema } from "./schema";
import { updateNotesDeleted } from "./store";

/** Takes a note off the timeline; `restoreNote` puts it back. */
export const deleteNote = defineCommand({
  name: "deleteNote",
  permission: "notes:write",
  input: noteIdSchema,
  run: async (tx, { note_id }, ctx): Promise<{ id: string }> => {
    const note = await lockNote(tx, note_id);
    checkDeleter(ctx.actor, note.author_id);
    await updateNotesDeleted(tx, [note.id], ctx.now, ctx.now);
    await emit(tx, ctx, noteEvents({ id: note.id, leadId: note.lead_id }, "note.deleted"));
    return { id: note.id };
  },
});
