import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { noteEvents } from "./event-rules";
import { getNote, lockNote } from "./queries";
import { checkDeleter } from "./rules";
import { type Note, noteIdSchema } from "./schema";
import { updateNotesDeleted } from "./store";

/** Puts a deleted note back where it stood. Nobody is told of it again. */
export const restoreNote = defineCommand({
  name: "restoreNote",
  permission: "notes:write",
  input: noteIdSchema,
  run: async (tx, { note_id }, ctx): Promise<Note> => {
    const note = await lockNote(tx, note_id, { deleted: true });
    checkDeleter(ctx.actor, note.author_id);
    await updateNotesDeleted(tx, [note.id], null, ctx.now);
    await emit(tx, ctx, noteEvents({ id: note.id, leadId: note.lead_id }, "note.restored"));
    return getNote(tx, note.id);
  },
});
