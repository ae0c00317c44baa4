import type { OrgTx } from "@/db/tenant";
import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { noteEvents } from "@/lib/notes/event-rules";
import { insertNotes } from "@/lib/notes/store";
import { endItem } from "@/lib/outreach-items/store";
import { campaignOfItem } from "./campaign-queries";
import { moveOn } from "./move-store";
import { getDay, lockItem } from "./queries";
import { recordTouch } from "./record-touch";
import { completeItemInputSchema, type Day } from "./schema";

/** Says that an item was done: a call or message is logged through the gate and belongs to it; a task is ticked off, and what was noted of it stands on the lead. */
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
    if (!channel && !logged && notes) await keepNote(tx, leadId, notes, ctx);
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

async function keepNote(tx: OrgTx, leadId: string, body: string, ctx: Context): Promise<void> {
  const note = { id: newId(), leadId };
  await insertNotes(tx, [{ ...note, authorId: ctx.actor.userId, body, mentions: [], at: ctx.now }]);
  await emit(tx, ctx, noteEvents(note, "note.added", { body }));
}

async function requireTouch(tx: OrgTx, id: string, leadId: string): Promise<void> {
  const [found] = await tx.sql`
    select id from communications where id = ${id} and lead_id = ${leadId} and direction = 'outbound'
      and status not in ('draft', 'cancelled', 'blocked', 'rejected', 'failed')
      and not exists (select from daily_outreach_items i where i.communication_id = ${id})`;
  if (!found)
    throw invalid("communication_id", "This is not a touch of ours to this lead, or it belongs to another item.");
}
