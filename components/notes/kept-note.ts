/** What was typed in this tab and not saved: beside a note that is rewritten, its own. */
const keyOf = (leadId: string, noteId?: string) => `touchline.note.${leadId}${noteId ? `.${noteId}` : ""}`;

export function readKeptNote(leadId: string, noteId?: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(leadId, noteId));
  } catch {
    return null;
  }
}

/** A full or forbidden storage must not stop anybody from writing. */
export function keepNote(leadId: string, text: string | null, noteId?: string): void {
  try {
    if (text?.trim()) sessionStorage.setItem(keyOf(leadId, noteId), text);
    else sessionStorage.removeItem(keyOf(leadId, noteId));
  } catch {
    return;
  }
}
