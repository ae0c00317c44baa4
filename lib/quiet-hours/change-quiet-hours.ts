import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getQuietHours } from "./queries";
import { type QuietHours, quietHoursSchema } from "./schema";
import { lockQuietHours, updateQuietHours } from "./store";

/** When people may be called and texted, by the clock where they are. Counts for every verdict from now on. */
export const changeQuietHours = defineCommand({
  name: "changeQuietHours",
  permission: "settings:write",
  input: quietHoursSchema,
  run: async (tx, hours, ctx): Promise<QuietHours> => {
    await lockQuietHours(tx);
    const old = await getQuietHours(tx);
    if (JSON.stringify(old) === JSON.stringify(hours)) return hours;
    await updateQuietHours(tx, hours, ctx.now);
    await emit(tx, ctx, [{ kind: "quiet_hours.changed", payload: { old, new: hours } }]);
    return hours;
  },
});
