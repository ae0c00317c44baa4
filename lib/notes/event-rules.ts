import type { NewEvent } from "@/lib/events/emit";

type About = { id: string; leadId: string };

/** What happened to a note; each version of its text lies in one of these events, and nowhere else. */
export function noteEvents(
  { id, leadId }: About,
  kind: "note.added" | "note.edited" | "note.deleted" | "note.restored",
  payload: Record<string, unknown> = {},
): NewEvent[] {
  return [{ kind, leadId, subjects: { lead_id: leadId, note_id: id }, payload: { lead_id: leadId, ...payload } }];
}

/** One event per colleague who is named for the first time: each is told. */
export const mentionEvents = ({ id, leadId }: About, userIds: readonly string[]): NewEvent[] =>
  userIds.map((userId) => ({
    kind: "note.mentioned",
    leadId,
    subjects: { lead_id: leadId, note_id: id, user_id: userId },
    payload: { lead_id: leadId },
  }));
