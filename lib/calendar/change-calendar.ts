import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getCalendar } from "./queries";
import { type Calendar, changeCalendarInputSchema } from "./schema";
import { lockCalendar, updateCalendar } from "./store";

/** How the organization divides time. Figures follow from now on, also those of the past. */
export const changeCalendar = defineCommand({
  name: "changeCalendar",
  permission: "settings:write",
  input: changeCalendarInputSchema,
  run: async (tx, given, ctx): Promise<Calendar> => {
    await lockCalendar(tx);
    const old = await getCalendar(tx);
    const calendar = { ...old, ...given };
    if (JSON.stringify(old) === JSON.stringify(calendar)) return old;
    await updateCalendar(tx, calendar, ctx.now);
    await emit(tx, ctx, [{ kind: "calendar.changed", payload: { old, new: calendar } }]);
    return calendar;
  },
});
