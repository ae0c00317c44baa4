import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { setListColumnsInputSchema } from "./schema";
import { setHabitColumns } from "./store";

/** Which columns the list has for who asks, where neither a view nor the address says it. */
export const setListColumns = defineCommand({
  name: "setListColumns",
  permission: "leads:read",
  input: setListColumnsInputSchema,
  run: async (tx, { columns }, ctx) => {
    await setHabitColumns(tx, ctx.actor.userId, columns, ctx.now);
    await emit(tx, ctx, [{ kind: "list.columns_chosen", payload: { columns } }]);
    return { columns };
  },
});
