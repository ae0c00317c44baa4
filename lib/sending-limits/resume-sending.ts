import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { findConnection } from "@/lib/oauth-connections/queries";
import { resumeSendingInputSchema, type SendingState } from "./schema";
import { resumeMailbox, resumeOrganization } from "./store";

/** Lets go on what was stopped. Bounces and complaints count afresh from now on. */
export const resumeSending = defineCommand({
  name: "resumeSending",
  permission: "mailboxes:write",
  input: resumeSendingInputSchema,
  run: async (tx, { mailbox_id: id }, ctx): Promise<SendingState> => {
    if (id) {
      const mailbox = await lockMailbox(tx, id);
      requireMayChange(mailbox, ctx.actor);
      if (mailbox.oauth_provider && (await findConnection(tx, id))?.revoked_at)
        throw new AppError(
          "CONFLICT",
          'Nothing can leave before this mailbox is connected again. Press "Connect again".',
        );
      await resumeMailbox(tx, id, ctx.now);
    } else {
      if (!mayDo(ctx.actor.role, ctx.actor.scopes, "sending:pause"))
        throw new AppError("FORBIDDEN", "Only a manager resumes everything that leaves. Ask one.");
      await resumeOrganization(tx, ctx.now);
    }
    await emit(tx, ctx, [{ kind: "sending.resumed", subjects: { ...(id && { mailbox_id: id }) }, payload: {} }]);
    return { paused: false, reason: null, since: null };
  },
});
