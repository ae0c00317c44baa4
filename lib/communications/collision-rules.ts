import { cutText } from "@/lib/core/text-rules";
import type { Met } from "@/lib/outreach/pass-gate";
import type { NewCollision } from "@/lib/outreach/store";
import type { NewCommunication } from "./store";

/** What a touch broke, or would have broken: nothing was stored for a prevented one. */
export const collisionOf = (
  touch: NewCommunication,
  kind: NewCollision["kind"],
  { code, otherId, similarity }: Met,
): NewCollision => ({
  kind,
  code,
  leadId: touch.leadId,
  channel: touch.channel,
  at: touch.occurredAt,
  userId: touch.userId ?? null,
  communicationId: kind === "prevented" ? null : touch.id,
  otherCommunicationId: otherId,
  subject: touch.subject ?? null,
  excerpt: touch.body ? cutText(touch.body, 200) : null,
  similarity,
});
