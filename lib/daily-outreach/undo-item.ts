import { defineCommand } from "@/lib/core/command";
import { AppError, notFound } from "@/lib/core/errors";
import { emit, type NewEvent } from "@/lib/events/emit";
import { reopenItem } from "@/lib/outreach-items/store";
import { messageEvent } from "@/lib/sending/event-rules";
import { lockMessage } from "@/lib/sending/queries";
import { requireMayStop, requireWaiting } from "@/lib/sending/rules";
import { cancelMessages } from "@/lib/sending/store";
import { findEndedItem, getDay } from "./queries";
import { type Day, itemIdInputSchema } from "./schema";

/**
 * Takes a press back: a message that has not left does not go out, and the item is open again, as is one that was skipped. CONFLICT for
 * what has left or was done, and for a step of a sequence, which has gone on.
 */
export const undoItem = defineCommand({
  name: "undoItem",
  permission: "communications:write",
  input: itemIdInputSchema,
  run: async (tx, { item_id }, ctx): Promise<Day> => {
    const item = await findEndedItem(tx, item_id, ctx);
    if (!item) throw notFound("item");
    const { lead_id, communication_id, status, enrollment_id } = item;
    if (status === "open") return getDay(tx, ctx);
    if (enrollment_id || (status !== "sent" && status !== "skipped"))
      throw new AppError("CONFLICT", "This was done and stays so. Log what has changed on the lead's page.");
    const events: NewEvent[] = communication_id ? [await cancel(communication_id)] : [];
    await reopenItem(tx, item_id, ctx.now);
    await emit(tx, ctx, [
      ...events,
      { kind: "outreach_item.reopened", leadId: lead_id, subjects: { lead_id, item_id }, payload: { lead_id } },
    ]);
    return getDay(tx, ctx);

    async function cancel(id: string): Promise<NewEvent> {
      const message = await lockMessage(tx, id);
      requireMayStop(message, ctx.actor);
      requireWaiting(message);
      await cancelMessages(tx, [id], { at: ctx.now, reason: `${ctx.actor.name} took it back.` });
      const { lead_id: leadId, user_id: ownerId, channel, subject, scheduled_for: sendAt } = message;
      return messageEvent("message.cancelled", { id, leadId, ownerId, channel, subject, sendAt }, ctx);
    }
  },
});
