import { defineCommand } from "@/lib/core/command";
import { emit, type NewEvent } from "@/lib/events/emit";
import { endItem } from "@/lib/outreach-items/store";
import { moveOn } from "./move-store";
import { getDay, lockItem } from "./queries";
import { type Day, skipItemInputSchema } from "./schema";

/** Leaves an item out with the reason; a step of a sequence that was asked for counts as skipped, and the sequence goes on. */
export const skipItem = defineCommand({
  name: "skipItem",
  permission: "communications:write",
  input: skipItemInputSchema,
  run: async (tx, { item_id, reason }, ctx): Promise<Day> => {
    const item = await lockItem(tx, item_id, ctx);
    await endItem(tx, item_id, { status: "skipped", skipReason: reason }, ctx.now);
    const events: NewEvent[] = await moveOn(
      tx,
      item,
      { kind: "skipped", words: `${ctx.actor.name} skipped it: ${reason}` },
      ctx,
    );
    const { lead_id } = item;
    await emit(tx, ctx, [
      { kind: "outreach_item.skipped", leadId: lead_id, subjects: { lead_id, item_id }, payload: { lead_id, reason } },
      ...events,
    ]);
    return getDay(tx, ctx);
  },
});
