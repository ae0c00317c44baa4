import { defineCommand } from "@/lib/core/command";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { mendedSignIn, requireMayChange } from "@/lib/mailboxes/rules";
import { updateMailbox } from "@/lib/mailboxes/store";
import { type MailboxCheck, recordCheckInputSchema } from "./schema";

/** Keeps what a look at a mailbox found. */
export const recordCheck = defineCommand({
  name: "recordCheck",
  permission: "mailboxes:write",
  input: recordCheckInputSchema,
  run: async (tx, { mailbox_id: id, findings }, ctx): Promise<MailboxCheck> => {
    const mailbox = await lockMailbox(tx, id);
    requireMayChange(mailbox, ctx.actor);
    const servers = findings.filter(({ what }) => what === "smtp" || what === "imap");
    // Every server lets it in again: what stood still because one did not goes on.
    const isIn = servers.length > 0 && servers.every((one) => one.ok);
    const mended = isIn && mailbox.settings.paused_for !== undefined ? mendedSignIn(mailbox) : {};
    await updateMailbox(tx, id, { tested_at: ctx.now, test_result: findings, ...mended }, { at: ctx.now });
    return { checked_at: ctx.now.toISOString(), findings };
  },
});
