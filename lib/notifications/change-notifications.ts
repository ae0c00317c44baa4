import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { changeNotificationsInputSchema } from "./schema";
import { replaceMute } from "./store";

/** Switches one kind of notification on or off for myself, from now on. */
export const changeNotifications = defineCommand({
  name: "changeNotifications",
  permission: "notifications:read",
  input: changeNotificationsInputSchema,
  run: async (tx, { kind, on }, ctx) => {
    await replaceMute(tx, ctx.actor.userId, kind, !on);
    await emit(tx, ctx, [
      {
        kind: "member.notified",
        subjects: { user_id: ctx.actor.userId },
        payload: { changes: { [kind]: { old: null, new: on } } },
      },
    ]);
    return { kind, on };
  },
});
