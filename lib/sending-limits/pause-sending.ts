import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { getSendingState } from "./queries";
import { pauseSendingInputSchema, type SendingState } from "./schema";
import { pauseMailbox, pauseOrganization } from "./store";

/** Stops what leaves: a mailbox's, or with a manager's word everything of the organization. What waits keeps its place and its slot. */
export const pauseSending = defineCommand({
  name: "pauseSending",
  permission: "mailboxes:write",
  input: pauseSendingInputSchema,
  run: async (tx, { mailbox_id: id, reason }, ctx): Promise<SendingState> => {
    const pause = { reason, by: ctx.actor.userId, at: ctx.now };
    if (id) {
      requireMayChange(await lockMailbox(tx, id), ctx.actor);
      await pauseMailbox(tx, id, pause);
    } else {
      if (!mayDo(ctx.actor.role, ctx.actor.scopes, "sending:pause"))
        throw new AppError("FORBIDDEN", "Only a manager stops everything that leaves. Ask one.");
      await pauseOrganization(tx, pause);
    }
    await emit(tx, ctx, [{ kind: "sending.paused", subjects: { ...(id && { mailbox_id: id }) }, payload: { reason } }]);
    return id ? { paused: true, reason, since: ctx.now.toISOString() } : getSendingState(tx);
  },
});
