import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { messageEvent } from "./event-rules";
import { getMessage, lockMessage } from "./queries";
import { requireMayStop, requireWaiting } from "./rules";
import { type Message, messageIdInputSchema } from "./schema";
import { cancelMessages } from "./store";

/** Stops a message that waits; its slot is free at once. CONFLICT when it no longer waits, FORBIDDEN for a colleague's. */
export const cancelMessage = defineCommand({
  name: "cancelMessage",
  permission: "communications:write",
  input: messageIdInputSchema,
  run: async (tx, { id }, ctx): Promise<Message> => {
    const message = await lockMessage(tx, id);
    requireMayStop(message, ctx.actor);
    requireWaiting(message);
    await cancelMessages(tx, [id], { at: ctx.now, reason: `${ctx.actor.name} cancelled it.` });
    const { lead_id: leadId, user_id: ownerId, channel, subject, scheduled_for: sendAt } = message;
    await emit(tx, ctx, [messageEvent("message.cancelled", { id, leadId, ownerId, channel, subject, sendAt }, ctx)]);
    return getMessage(tx, id, ctx.actor.userId);
  },
});
