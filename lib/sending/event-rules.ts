import type { Context } from "@/lib/core/context";
import type { NewEvent } from "@/lib/events/emit";

type About = {
  id: string;
  leadId: string;
  ownerId: string | null;
  channel: string;
  subject: string | null;
  sendAt: Date | null;
};

/** What everyone looking at the lead learns of a message that waits or no longer does. */
export const messageEvent = (kind: "message.queued" | "message.cancelled", about: About, ctx: Context): NewEvent => ({
  kind,
  leadId: about.leadId,
  subjects: { lead_id: about.leadId, communication_id: about.id, ...(about.ownerId && { user_id: about.ownerId }) },
  payload: {
    lead_id: about.leadId,
    communication_id: about.id,
    owner_id: about.ownerId,
    user: { id: ctx.actor.userId, name: ctx.actor.name },
    method: about.channel,
    subject: about.subject,
    scheduled_for: about.sendAt?.toISOString() ?? null,
  },
});
