import type { Context } from "@/lib/core/context";
import type { NewEvent } from "@/lib/events/emit";
import { statusEvent } from "@/lib/events/status-rules";
import type { NewCommunication } from "./store";

/**
 * What everyone looking at the lead learns of a touch (contracts.md, Live). `isKnown`: it was logged by hand and read from a mailbox, and this is
 * the second time that it comes; then it is news to nobody.
 */
export function touchEvents(
  touch: NewCommunication,
  status: { old: string; new: string | undefined } | null,
  ctx: Context,
  isKnown = false,
): NewEvent[] {
  const subjects = { lead_id: touch.leadId, communication_id: touch.id };
  const moved = status ? [statusEvent(touch.leadId, status.old, status.new)] : [];
  if (isKnown) return [{ kind: "communication.joined", leadId: touch.leadId, subjects, payload: subjects }, ...moved];
  const payload = {
    lead_id: touch.leadId,
    communication_id: touch.id,
    user: { id: ctx.actor.userId, name: ctx.actor.name },
    method: touch.channel,
    direction: touch.direction,
    subject: touch.subject ?? null,
    at: touch.occurredAt.toISOString(),
  };
  const list: NewEvent[] = [
    {
      kind: touch.direction === "inbound" ? "lead.replied" : "lead.contacted",
      leadId: touch.leadId,
      subjects,
      payload,
    },
  ];
  if (touch.direction === "outbound" && touch.repliedAt)
    list.push({ kind: "lead.replied", leadId: touch.leadId, subjects, payload });
  return [...list, ...moved];
}
