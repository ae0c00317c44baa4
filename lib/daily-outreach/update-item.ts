import { defineCommand } from "@/lib/core/command";
import { fromIso } from "@/lib/core/time";
import { getDay, lockItem } from "./queries";
import { type Day, updateItemInputSchema } from "./schema";
import { updateItemColumns } from "./store";

/** Changes what was prepared for an item, or puts it off. */
export const updateItem = defineCommand({
  name: "updateItem",
  permission: "communications:write",
  input: updateItemInputSchema,
  run: async (tx, { item_id, snoozed_until, ...text }, ctx): Promise<Day> => {
    await lockItem(tx, item_id, ctx);
    const given = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined));
    const until =
      snoozed_until === undefined ? {} : { snoozed_until: snoozed_until === null ? null : fromIso(snoozed_until) };
    await updateItemColumns(tx, item_id, { ...given, ...until }, ctx.now);
    return getDay(tx, ctx);
  },
});
