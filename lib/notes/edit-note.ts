import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { mentionEvents, noteEvents } from "./event-rules";
import { getNote, listColleagues, lockNote } from "./queries";
import { checkAuthor, checkMentions, mentionsIn } from "./rules";
import { editNoteCommandSchema, type Note } from "./schema";
import { updateNoteTexts } from "./store";

/** Rewrites one's own note. The version before stays in the event; only who is named for the first time is told. */
export const editNote = defineCommand({
  name: "editNote",
  permission: "notes:write",
  input: editNoteCommandSchema,
  run: async (tx, { note_id, body }, ctx): Promise<Note> => {
    const note = await lockNote(tx, note_id);
    checkAuthor(ctx.actor, note.author_id);
    if (body === note.body) return getNote(tx, note.id);
    const mentioned = mentionsIn(body, await listColleagues(tx, note.lead_id));
    checkMentions(mentioned);
    const mentions = mentioned.map((one) => one.id);
    await updateNoteTexts(tx, [{ id: note.id, body, mentions, at: ctx.now }]);
    const about = { id: note.id, leadId: note.lead_id };
    const fresh = mentions.filter((id) => !note.mentions.includes(id));
    const changes = { body: { old: note.body, new: body } };
    await emit(tx, ctx, [...noteEvents(about, "note.edited", { changes }), ...mentionEvents(about, fresh)]);
    return getNote(tx, note.id);
  },
});
