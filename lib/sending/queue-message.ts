import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import { placeMessage } from "./place-message";
import { sendAtOf } from "./rules";
import { type QueuedMessage, queueMessageInputSchema } from "./schema";
import { discardDraft } from "./store";
import { getText } from "./text-queries";

/**
 * Promises a message: it passes the gate as of the moment it is to go out, takes its slot at once, and waits. Refused with the holder
 * like any planned touch. It is no touch until it has left: summary, lists and figures do not know it.
 */
export const queueMessage = defineCommand({
  name: "queueMessage",
  permission: "communications:write",
  input: queueMessageInputSchema,
  run: async (tx, input, ctx): Promise<QueuedMessage | Refused> => {
    const text = await getText(tx, input, ctx);
    const placed = await placeMessage(
      tx,
      {
        leadId: input.lead_id,
        channel: input.channel,
        source: ctx.actor.via === "web" ? "composer" : "api",
        sendAt: sendAtOf(input.scheduled_for, ctx),
        ...text,
        to: input.to,
        threadId: input.thread_id,
        replyToId: input.reply_to_id,
        priority: input.priority,
        overrideReason: input.override_reason,
      },
      ctx,
    );
    if (input.draft_id && !isRefused(placed)) await discardDraft(tx, input.draft_id, ctx);
    return placed;
  },
});
