import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { openCapturedJournal, openCapturedLine } from "@/lib/mail/open-captured-line";
import { imapServerOf, openImapJournal } from "@/lib/mail/open-imap-journal";
import { openResendLine } from "@/lib/mail/open-resend-line";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { openTwilioLine } from "@/lib/mail/open-twilio-line";
import type { Journal, Line } from "@/lib/mail/rules";
import { getMailbox, type MailboxRow, secretsOf } from "@/lib/mailboxes/queries";
import { signWebhookPath } from "@/lib/mailboxes/sign-webhook-path";

/** Which way a message leaves, and where it can be looked up afterwards. */
export type Ways = {
  /** the way of messages that have no mailbox */
  fallback: "captured" | "smtp";
  line: (ctx: Context, transport: string, mailboxId: string | null) => Promise<Line>;
  journal: (ctx: Context, transport: string, mailboxId: string | null) => Promise<Journal | null>;
};

/** The ways that the environment and the connected mailboxes name: SMTP_URL, JOURNAL_IMAP_URL, each mailbox's own servers, else captured. */
export function openLines(environment: NodeJS.ProcessEnv = process.env): Ways {
  const { SMTP_URL: smtp, JOURNAL_IMAP_URL: journal } = environment;
  return {
    fallback: smtp ? "smtp" : "captured",
    line: async (ctx, transport, mailboxId) => {
      if (transport === "captured") return openCapturedLine();
      if (mailboxId === null && smtp) return openSmtpLine(smtpServerOf(smtp));
      return read(ctx, "mailboxes:read", async (tx) => {
        const mailbox = await getMailbox(tx, mailboxId ?? "");
        return lineOf(mailbox, secretsOf(tx, mailbox), ctx.orgId);
      });
    },
    journal: async (ctx, transport, mailboxId) => {
      if (transport === "captured") return openCapturedJournal();
      if (mailboxId === null) return journal ? openImapJournal(imapServerOf(journal), true) : null;
      return read(ctx, "mailboxes:read", async (tx) => {
        const mailbox = await getMailbox(tx, mailboxId);
        return journalOf(mailbox, secretsOf(tx, mailbox));
      });
    },
  };
}

function lineOf(mailbox: MailboxRow, secrets: Record<string, string>, orgId: string): Line {
  // RESEND_URL: another server that speaks the same, for tests and for who must go through a proxy.
  if (mailbox.provider === "resend")
    return openResendLine({ apiKey: secrets.api_key ?? "", baseUrl: process.env.RESEND_URL || undefined });
  if (mailbox.provider === "twilio") {
    const statusUrl =
      process.env.TOUCHLINE_URL && `${process.env.TOUCHLINE_URL}${signWebhookPath("twilio", orgId, mailbox.id)}`;
    const { account_sid: accountSid = "", auth_token: authToken = "" } = secrets;
    return openTwilioLine({ accountSid, authToken, statusUrl, baseUrl: process.env.TWILIO_URL || undefined });
  }
  const { smtp_host: host, smtp_port: port, smtp_security: security, smtp_username: username } = mailbox;
  return openSmtpLine({
    host: host ?? "",
    port: port ?? 465,
    security: security ?? "tls",
    username,
    password: secrets.smtp_password,
    byUser: true,
  });
}

// A person's own Sent folder: it may lack what their server did not copy, so it only ever proves that something left.
function journalOf(mailbox: MailboxRow, secrets: Record<string, string>): Journal | null {
  const { imap_host: host, imap_port: port, imap_security: security, imap_username: username } = mailbox;
  if (!host || !port || !security || !username || !secrets.imap_password) return null;
  return openImapJournal({ host, port, security, username, password: secrets.imap_password, byUser: true }, false);
}
