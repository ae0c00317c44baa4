import type { OrgTx } from "@/db/tenant";
import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { endItem } from "@/lib/outreach-items/store";
import { campaignOfItem } from "./campaign-queries";
import { moveOn } from "./move-store";
import { getDay, lockItem } from "./queries";
import { recordTouch } from "./record-touch";
import { completeItemInputSchema, type Day } from "./schema";

/** Says that an item was done: a call or message is logged through the gate and belongs to it; a task is only ticked off. */
export const completeItem = defineCommand({
  name: "completeItem",
  permission: "communications:write",
  input: completeItemInputSchema,
  run: async (tx, { item_id, communication_id, notes, override_reason, campaign_id }, ctx): Promise<Day | Refused> => {
    const item = await lockItem(tx, item_id, ctx);
    const { lead_id: leadId, channel } = item;
    if (communication_id) await requireTouch(tx, communication_id, leadId);
    const campaignId = await campaignOfItem(tx, item, campaign_id);
    const logged =
      communication_id ??
      (channel
        ? await recordTouch(
            tx,
            {
              leadId,
              channel,
              notes: notes ?? null,
              campaignId,
              replyToId: item.reply_to?.id,
              overrideReason: override_reason,
            },
            ctx,
          )
        : null);
    if (isRefused(logged)) return logged;
    await endItem(tx, item_id, { status: "done", communicationId: logged }, ctx.now);
    const done = { kind: "done" as const, words: `${ctx.actor.name} did it.`, communicationId: logged };
    await emit(tx, ctx, [
      {
        kind: "outreach_item.done",
        leadId,
        subjects: { lead_id: leadId, item_id, ...(logged && { communication_id: logged }) },
        payload: { lead_id: leadId },
      },
      ...(await moveOn(tx, item, done, ctx)),
    ]);
    return getDay(tx, ctx);
  },
});

async function requireTouch(tx: OrgTx, id: string, leadId: string): Promise<void> {
  const [found] = await tx.sql`
    select id from communications where id = ${id} and lead_id = ${leadId} and direction = 'outbound'
      and status not in ('draft', 'cancelled', 'blocked', 'rejected', 'failed')
      and not exists (select from daily_outreach_items i where i.communication_id = ${id})`;
  if (!found)
    throw invalid("communication_id", "This is not a touch of ours to this lead, or it belongs to another item.");
}
