import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockMailbox } from "./queries";
import { requireMayChange } from "./rules";
import { mailboxIdInputSchema } from "./schema";
import { updateMailbox } from "./store";

/** Disconnects a mailbox: its passwords are forgotten at once, what was sent and received through it stays. */
export const removeMailbox = defineCommand({
  name: "removeMailbox",
  permission: "mailboxes:write",
  input: mailboxIdInputSchema,
  run: async (tx, { mailbox_id: id }, ctx): Promise<{ id: string }> => {
    const mailbox = await lockMailbox(tx, id);
    requireMayChange(mailbox, ctx.actor);
    const change = {
      state: "disconnected",
      is_default: false,
      secrets: null,
      paused_at: null,
      paused_reason: null,
      paused_by: null,
    };
    await updateMailbox(tx, id, change, { at: ctx.now });
    const payload = { address: mailbox.address };
    await emit(tx, ctx, [{ kind: "mailbox.disconnected", subjects: { mailbox_id: id }, payload }]);
    return { id };
  },
});
