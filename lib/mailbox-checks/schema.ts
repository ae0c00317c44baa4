import { z } from "zod";

/** One thing that was looked at: whether it is well, what was found, and what to do. */
export const findingSchema = z.object({
  what: z.enum(["smtp", "imap", "spf", "dkim", "dmarc", "one_click"]),
  ok: z.boolean(),
  words: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
export const mailboxCheckSchema = z.object({ checked_at: z.iso.datetime(), findings: z.array(findingSchema) });
export type MailboxCheck = z.infer<typeof mailboxCheckSchema>;

export const recordCheckInputSchema = z.strictObject({
  mailbox_id: z.uuid(),
  findings: z.array(findingSchema).max(10),
});
