import type { OrgTx } from "@/db/tenant";
import { listTakenBack, lockFree } from "@/lib/attachments/queries";
import { requireTogether } from "@/lib/attachments/rules";
import { insertAttachments, updateMessage } from "@/lib/attachments/store";
import { requireCampaign } from "@/lib/campaigns/rule-queries";
import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { placeMessage } from "./place-message";
import { sendAtOf } from "./rules";
import { type MessageGiven, type QueuedMessage, queueMessageInputSchema } from "./schema";
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
    if (input.campaign_id) await requireCampaign(tx, input.campaign_id);
    const files = await lockFiles(tx, input, ctx);
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
        campaignId: input.campaign_id,
        overrideReason: input.override_reason,
      },
      ctx,
    );
    if (isRefused(placed)) return placed;
    await updateMessage(tx, files, placed.id, ctx.now);
    if (input.draft_id) await discardDraft(tx, input.draft_id, ctx);
    return placed;
  },
});

/** The files that go with it, which nobody else may send meanwhile. What was taken back keeps its own, and another of the same goes along. */
async function lockFiles(
  tx: OrgTx,
  { attachment_ids: ids = [], channel }: MessageGiven,
  ctx: Context,
): Promise<string[]> {
  if (ids.length === 0) return [];
  if (channel !== "email") throw invalid("attachment_ids", "Only an email carries files. Send a link to them.");
  const [free, before] = await Promise.all([
    lockFree(tx, ids, ctx.actor.userId),
    listTakenBack(tx, ids, ctx.actor.userId),
  ]);
  requireTogether(ids, [...free, ...before]);
  const again = before.map(({ name, media_type: mediaType, size, hash }) => ({
    ...{ id: newId(), name, mediaType, size, hash },
    ...{ by: ctx.actor.userId, at: ctx.now },
  }));
  await insertAttachments(tx, again);
  return [...free, ...again].map((one) => one.id);
}
