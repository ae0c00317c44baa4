import type { NewEvent } from "./emit";

/** What everyone looking at a lead learns of its new status, and what the history of its fields keeps. */
export const statusEvent = (leadId: string, old: string, now: string | undefined): NewEvent => ({
  kind: "lead.changed",
  leadId,
  subjects: { lead_id: leadId },
  payload: { lead_id: leadId, changes: { status: { old, new: now } } },
});

/** What the moves of many leads come to, an event for each lead that moved: from the status it had to the last it reached. */
export function statusEvents(
  leads: readonly { id: string; status: string }[],
  moves: readonly { leadId: string; to: string }[],
): NewEvent[] {
  const reached = new Map(moves.map((move) => [move.leadId, move.to]));
  return leads.flatMap(({ id, status }) => {
    const to = reached.get(id);
    return to === undefined ? [] : [statusEvent(id, status, to)];
  });
}
