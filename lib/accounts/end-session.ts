import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { listSessions } from "./queries";
import { idSchema } from "./schema";
import { revokeSessions } from "./store";

/** Signing out: the caller's own session ends, whatever copies of its cookie exist. */
export const endSession = defineCommand({
  name: "endSession",
  permission: "sessions:write",
  input: idSchema,
  run: async (tx, { id }, ctx) => {
    const own = await listSessions(tx, { now: ctx.now, userId: ctx.actor.userId });
    if (!own.some((one) => one.id === id)) throw notFound("session");
    await revokeSessions(tx, [id], ctx.now);
    await emit(tx, ctx, [{ kind: "session.ended", subjects: { user_id: ctx.actor.userId, session_id: id } }]);
    return { id };
  },
});
