import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { countUnread } from "./queries";
import { readNotificationsInputSchema } from "./schema";
import { markRead } from "./store";

/** Marks what I was told as read; my other windows learn of it. Ids that are not mine change nothing. */
export const markNotifications = defineCommand({
  name: "markNotifications",
  permission: "notifications:read",
  input: readNotificationsInputSchema,
  run: async (tx, { ids }, ctx): Promise<{ read: number; unread: number }> => {
    const { userId } = ctx.actor;
    const read = await markRead(tx, userId, ids ?? null, ctx.now);
    if (read > 0)
      await emit(tx, ctx, [{ kind: "notification.read", subjects: { user_id: userId }, payload: { read } }]);
    return { read, unread: await countUnread(tx, userId) };
  },
});
