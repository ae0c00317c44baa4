import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { endItem } from "@/lib/outreach-items/store";
import { placeMessage } from "@/lib/sending/place-message";
import { MESSAGE_CHANNELS, UNDO_SECONDS } from "@/lib/sending/schema";
import { answeringSubject } from "@/lib/texts/rules";
import { campaignOfItem } from "./campaign-queries";
import { moveOn } from "./move-store";
import { getDay, lockItem } from "./queries";
import { type Day, sendItemInputSchema } from "./schema";

export type SentItem = Day & { sent: { id: string; send_at: string } };

/** Sends what stands in an item: it passes the gate again as it is now, and item and message belong together from then on. */
export const sendItem = defineCommand({
  name: "sendItem",
  permission: "communications:write",
  input: sendItemInputSchema,
  run: async (tx, { item_id, subject, body, override_reason, campaign_id }, ctx): Promise<SentItem | Refused> => {
    const item = await lockItem(tx, item_id, ctx);
    const channel = MESSAGE_CHANNELS.find((one) => one === item.channel);
    if (!channel) throw new AppError("CONFLICT", "This item is not a message. Do it, then mark it as done.");
    const sendAt = ctx.actor.via === "web" ? plusSeconds(ctx.now, UNDO_SECONDS) : ctx.now;
    const placed = await placeMessage(
      tx,
      {
        leadId: item.lead_id,
        channel,
        source: "batch",
        sendAt,
        subject: subject === undefined ? (item.subject ?? answeringSubject(item.reply_to?.subject)) : subject,
        body: body === undefined ? item.body : body,
        replyToId: item.reply_to?.id,
        overrideReason: override_reason,
        campaignId: await campaignOfItem(tx, item, campaign_id),
      },
      ctx,
    );
    if (isRefused(placed)) return placed;
    await endItem(tx, item_id, { status: "sent", communicationId: placed.id }, ctx.now);
    const done = { kind: "done" as const, words: `${ctx.actor.name} wrote it.`, communicationId: placed.id };
    const { lead_id } = item;
    await emit(tx, ctx, [
      {
        kind: "outreach_item.sent",
        leadId: lead_id,
        subjects: { lead_id, item_id, communication_id: placed.id },
        payload: { lead_id },
      },
      ...(await moveOn(tx, item, done, ctx)),
    ]);
    return { ...(await getDay(tx, ctx)), sent: { id: placed.id, send_at: placed.send_at } };
  },
});
