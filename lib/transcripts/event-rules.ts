import type { NewEvent } from "@/lib/events/emit";

type Kind = "transcript.added" | "transcript.replaced" | "transcript.deleted" | "transcript.restored";

/** That there is a transcript, never what was said in it: that lies in one place. */
export const transcriptEvent = (
  kind: Kind,
  touch: { id: string; lead_id: string },
  payload: Record<string, unknown> = {},
): NewEvent => ({
  kind,
  leadId: touch.lead_id,
  subjects: { lead_id: touch.lead_id, communication_id: touch.id },
  payload: { lead_id: touch.lead_id, ...payload },
});
