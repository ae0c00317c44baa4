import { z } from "zod";

export const CONNECTION_SECURITIES = ["tls", "starttls", "none"] as const;
const mailboxProviders = ["smtp", "resend", "twilio"] as const;
const mailboxStates = ["active", "paused", "disconnected"] as const;

/** One line without control characters: nothing that could begin a header or a command of its own. */
const line = (what: string, longest = 255) =>
  z
    .string()
    .trim()
    .min(1, `Give ${what}.`)
    .max(longest, `It has more than ${longest} characters. Shorten it.`)
    .refine((text) => !/\p{Cc}/u.test(text), "It holds a line break or control character. Remove it.");
const host = line("the name of the server").regex(
  /^[a-z0-9.:_-]+$/i,
  "A server's name has letters, digits, dots and hyphens only, without https://. Take it from your provider's help page.",
);
const port = z
  .number()
  .int()
  .min(1, "A port lies between 1 and 65535.")
  .max(65_535, "A port lies between 1 and 65535.");
const security = z.enum(CONNECTION_SECURITIES);
const secret = z.string().min(1, "Enter the password.").max(4096, "This is longer than any password.");

/** A provider's key travels in a header: a line break in it would end that. */
const key = secret
  .trim()
  .regex(/^[\x20-\x7e]+$/, "A key is one line of plain letters, digits and signs. Copy it once more.");
const authToken = key.min(4, "Copy the whole auth token from the Twilio console.");

export const hostGivenSchema = z.strictObject({
  host,
  port,
  security: security.default("tls"),
  username: line("the user name").nullish(),
  password: secret.optional(),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as 09:00.");
/** When a mailbox sends, at the organization's place; null: at any hour. */
export const sendHoursSchema = z
  .strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one day."),
    from: clock,
    until: clock,
  })
  .refine(({ from, until }) => from < until, {
    path: ["until"],
    message: "It ends before it begins. Give a later end.",
  });
export type SendHours = z.infer<typeof sendHoursSchema>;

const limits = {
  hour_limit: z.number().int().min(1).max(100_000).nullable(),
  day_limit: z.number().int().min(1).max(1_000_000).nullable(),
  send_hours: sendHoursSchema.nullable(),
};

/** A mailbox to send from, and to read where an IMAP server is given. */
export const addMailboxInputSchema = z.strictObject({
  address: line("the address", 320),
  sender_name: line("the name that recipients see", 200).nullish(),
  /** the whole organization's instead of one's own: an admin's to add */
  shared: z.boolean().default(false),
  smtp: hostGivenSchema,
  imap: hostGivenSchema.nullish(),
  hour_limit: limits.hour_limit.optional(),
  day_limit: limits.day_limit.optional(),
  send_hours: limits.send_hours.optional(),
});
export type AddMailboxInput = z.input<typeof addMailboxInputSchema>;

const provided = {
  address: line("the address", 320),
  sender_name: line("the name that recipients see", 200).nullish(),
  is_default: z.boolean().default(false),
};
/** A provider that sends by HTTP for the whole organization: emails by Resend, texts by Twilio, whose address is a phone number. */
export const linkProviderInputSchema = z.discriminatedUnion("provider", [
  z.strictObject({
    provider: z.literal("resend"),
    ...provided,
    api_key: key,
    /** as the provider shows it beside the webhook; without it nothing is known of what became of a message */
    webhook_secret: key.optional(),
  }),
  z.strictObject({
    provider: z.literal("twilio"),
    ...provided,
    account_sid: key,
    auth_token: authToken,
  }),
]);
export type LinkProviderInput = z.input<typeof linkProviderInputSchema>;

export const mailboxIdInputSchema = z.strictObject({ mailbox_id: z.uuid() });

export const updateMailboxInputSchema = z.strictObject({
  mailbox_id: z.uuid(),
  /** a provider's new keys: one left out stays what it is, and so does the address of its webhooks */
  keys: z
    .strictObject({ api_key: key, webhook_secret: key, account_sid: key, auth_token: authToken })
    .partial()
    .optional(),
  sender_name: line("the name that recipients see", 200).nullable().optional(),
  is_default: z.boolean().optional(),
  smtp: hostGivenSchema.optional(),
  imap: hostGivenSchema.nullable().optional(),
  /** the folders that are read; null: what arrives, is put away and is sent */
  folders: z.array(z.string().max(1000)).min(1, "Choose at least one folder.").max(500).nullable().optional(),
  hour_limit: limits.hour_limit.optional(),
  day_limit: limits.day_limit.optional(),
  send_hours: limits.send_hours.optional(),
});
export type UpdateMailboxInput = z.input<typeof updateMailboxInputSchema>;

const hostSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  security,
  username: z.string().nullable(),
  has_password: z.boolean(),
});

/** A mailbox as people and programs see it: of its secrets only that they are there. */
export const mailboxSchema = z.object({
  id: z.uuid(),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  channel: z.enum(["email", "sms"]),
  provider: z.enum(mailboxProviders),
  address: z.string(),
  sender_name: z.string().nullable(),
  /** whose sign-in opens it instead of a password; null: none does */
  oauth_provider: z.string().nullable(),
  is_default: z.boolean(),
  state: z.enum(mailboxStates),
  paused_reason: z.string().nullable(),
  smtp: hostSchema.nullable(),
  imap: hostSchema.nullable(),
  /** the folders that its server shows, and which of them are read; none before it was read the first time */
  folders: z.array(
    z.object({
      path: z.string(),
      use: z.enum(["inbox", "sent", "all", "archive"]).nullable(),
      read: z.boolean(),
    }),
  ),
  /** somebody chose them */
  folders_chosen: z.boolean(),
  ...limits,
  tested_at: z.iso.datetime().nullable(),
  /** what the last look at its servers and its domain found */
  findings: z.array(z.object({ what: z.string(), ok: z.boolean(), words: z.string() })),
  synced_at: z.iso.datetime().nullable(),
  sync_error: z.string().nullable(),
  version: z.number().int(),
  created_at: z.iso.datetime(),
});
/** A provider that was connected, with the address that its webhooks go to. */
export const linkedProviderSchema = mailboxSchema.extend({ webhook_path: z.string() });
export type Mailbox = z.infer<typeof mailboxSchema>;
