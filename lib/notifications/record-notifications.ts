import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { lockCursor, moveCursor } from "@/lib/events/cursor-store";
import { emit } from "@/lib/events/emit";
import { listAudience, listToldEvents } from "./audience-queries";
import { planDigests } from "./digest-store";
import { isNews, tellingsOf } from "./rules";
import { insertNotifications } from "./store";
import { subscribers } from "./subscribers";

const pageSize = 500;

/**
 * Reads the next sealed events of an organization and tells those whom they concern. The cursor moves in the same transaction, so a
 * worker that dies half-way tells nobody twice and forgets nobody. Called by the worker alone.
 */
export const recordNotifications = defineCommand({
  name: "recordNotifications",
  permission: "notifications:read",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ read: number; told: number; more: boolean }> => {
    const cursor = await lockCursor(tx, "notifications");
    const events = await listToldEvents(tx, cursor, pageSize);
    const last = events.at(-1);
    if (!last) return { read: 0, told: 0, more: false };
    const news = events.filter((event) => isNews(event, subscribers, ctx.now));
    const listeners = await listAudience(
      tx,
      news.map((event) => event.id),
    );
    const tellings = tellingsOf(news, listeners, subscribers, ctx.now).map((one) => ({ id: newId(), ...one }));
    const told = await insertNotifications(tx, tellings, ctx.now);
    await planDigests(
      tx,
      told.map((one) => one.userId),
      ctx.now,
    );
    await moveCursor(tx, "notifications", last.position, ctx.now);
    await emit(
      tx,
      { ...ctx, actor: { userId: null, name: "Touchline", via: "job" } },
      told.map(({ id, userId, leadId, kind }) => ({
        kind: "notification.created",
        subjects: { notification_id: id, user_id: userId, ...(leadId && { lead_id: leadId }) },
        payload: { kind },
      })),
    );
    return { read: events.length, told: told.length, more: events.length === pageSize };
  },
});
