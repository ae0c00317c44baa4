import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { listSessions } from "./queries";
import { idSchema } from "./schema";
import { revokeSessions } from "./store";

/** Ends a session somewhere else at once: one's own, or as an admin anybody's. */
export const revokeSession = defineCommand({
  name: "revokeSession",
  permission: "sessions:write",
  input: idSchema,
  run: async (tx, { id }, ctx) => {
    const userId = atLeast(ctx.actor.role, "admin") ? undefined : ctx.actor.userId;
    const session = (await listSessions(tx, { now: ctx.now, userId })).find((one) => one.id === id);
    if (!session) throw notFound("session");
    await revokeSessions(tx, [id], ctx.now);
    await emit(tx, ctx, [{ kind: "session.revoked", subjects: { user_id: session.user.id, session_id: id } }]);
    return { id };
  },
});
