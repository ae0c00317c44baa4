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

/** One thing that receivers look for: whether it is there, what is there, and what to put there. */
export const domainRecordSchema = z.object({
  what: z.enum(["spf", "dkim", "dmarc", "one_click"]),
  state: z.enum(["good", "missing", "wrong", "unknown"]),
  /** where it stands or should stand */
  name: z.string(),
  found: z.array(z.string()),
  words: z.string(),
  put: z.string().nullable(),
});
export type DomainRecord = z.infer<typeof domainRecordSchema>;

export const checkSendingDomainInputSchema = z.strictObject({
  domain: z.string().min(3).max(253),
  /** the name of a DKIM key, where the provider takes another than the usual ones */
  selector: z
    .string()
    .trim()
    .regex(
      /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i,
      "A selector has letters, digits, dots and hyphens only. Your provider names it.",
    )
    .nullish(),
});
export const domainCheckSchema = z.object({
  checked_at: z.iso.datetime(),
  selector: z.string().nullable(),
  records: z.array(domainRecordSchema),
});
export type DomainCheck = z.infer<typeof domainCheckSchema>;
export type SendingDomain = { domain: string; addresses: string[]; hosts: string[]; found: DomainCheck | null };
