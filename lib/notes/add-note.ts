import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { mentionEvents, noteEvents } from "./event-rules";
import { getNote, listColleagues } from "./queries";
import { checkMentions, mentionsIn } from "./rules";
import { addNoteCommandSchema, type Note } from "./schema";
import { insertNotes } from "./store";

/** Writes a note for colleagues. It is no contact: summary, slots and status stay as they are, and no channel carries it. */
export const addNote = defineCommand({
  name: "addNote",
  permission: "notes:write",
  input: addNoteCommandSchema,
  run: async (tx, { lead_id, body }, ctx): Promise<Note> => {
    const lead = await lockLead(tx, lead_id);
    const mentioned = mentionsIn(body, await listColleagues(tx, lead.id));
    checkMentions(mentioned);
    const mentions = mentioned.map((one) => one.id);
    const note = { id: newId(), leadId: lead.id };
    await insertNotes(tx, [{ ...note, authorId: ctx.actor.userId, body, mentions, at: ctx.now }]);
    await emit(tx, ctx, [...noteEvents(note, "note.added", { body }), ...mentionEvents(note, mentions)]);
    return getNote(tx, note.id);
  },
});
