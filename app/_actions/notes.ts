"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { checkIds } from "@/app/_adapters/asked";
import { asOneAttempt } from "@/app/_adapters/forms";
import { read } from "@/lib/core/read";
import { addNote } from "@/lib/notes/add-note";
import { deleteNote } from "@/lib/notes/delete-note";
import { editNote } from "@/lib/notes/edit-note";
import { listColleagues } from "@/lib/notes/queries";
import { restoreNote } from "@/lib/notes/restore-note";

const revalidate = "/leads";

export async function addNoteAction(leadId: string, body: string, attemptId: string) {
  const raw = { lead_id: leadId, body };
  const result = await asAction((caller) => addNote(asOneAttempt(caller, "addNote", attemptId, raw), raw));
  if (result.ok) revalidatePath(revalidate, "layout");
  return result;
}

export async function editNoteAction(noteId: string, body: string) {
  return toAction(editNote, { revalidate })({ note_id: noteId, body });
}

export async function deleteNoteAction(noteId: string) {
  return toAction(deleteNote, { revalidate })({ note_id: noteId });
}

export async function restoreNoteAction(noteId: string) {
  return toAction(restoreNote, { revalidate })({ note_id: noteId });
}

export async function loadColleaguesAction(leadId: string) {
  const result = await asAction(({ context }) => {
    checkIds({ id: leadId });
    return read(context, "notes:read", (tx) => listColleagues(tx, leadId));
  });
  return result.ok ? result.output.filter((one) => one.sees).map(({ id, name }) => ({ id, name })) : null;
}
