import { defineCommand } from "@/lib/core/command";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { updateMailbox } from "@/lib/mailboxes/store";
import { type MailboxCheck, recordCheckInputSchema } from "./schema";

/** Keeps what a look at a mailbox found. */
export const recordCheck = defineCommand({
  name: "recordCheck",
  permission: "mailboxes:write",
  input: recordCheckInputSchema,
  run: async (tx, { mailbox_id: id, findings }, ctx): Promise<MailboxCheck> => {
    requireMayChange(await lockMailbox(tx, id), ctx.actor);
    await updateMailbox(tx, id, { tested_at: ctx.now, test_result: findings }, { at: ctx.now });
    return { checked_at: ctx.now.toISOString(), findings };
  },
});
