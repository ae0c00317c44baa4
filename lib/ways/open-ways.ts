import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { hashSubject } from "@/lib/core/tokens";
import { openCapturedJournal, openCapturedLine } from "@/lib/mail/open-captured-line";
import { openResendLine } from "@/lib/mail/open-resend-line";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { openTwilioLine } from "@/lib/mail/open-twilio-line";
import type { Journal, Line } from "@/lib/mail/rules";
import { imapServerOf, openImapJournal } from "@/lib/mailboxes/open-imap-journal";
import { signWebhookPath } from "@/lib/mailboxes/sign-webhook-path";
import { type Credentials, readCredentials } from "@/lib/oauth-connections/read-credentials";
import type { OperatorServer } from "@/lib/sending-limits/schema";

/** Which way a message leaves, and where it can be looked up afterwards. */
export type Ways = {
  /** the way of messages that have no mailbox */
  fallback: "captured" | "smtp";
  /** the operator's server, where that is the way of theirs: its name, and a word by which it is known again with these names and passwords */
  server?: OperatorServer;
  line: (ctx: Context, transport: string, mailboxId: string | null) => Promise<Line>;
  journal: (ctx: Context, transport: string, mailboxId: string | null) => Promise<Journal | null>;
};

/** The ways that the environment and the connected mailboxes name: SMTP_URL, JOURNAL_IMAP_URL, each mailbox's own servers, else captured. */
export function openWays(environment: NodeJS.ProcessEnv = process.env): Ways {
  const { SMTP_URL: smtp, JOURNAL_IMAP_URL: journal } = environment;
  return {
    fallback: smtp ? "smtp" : "captured",
    ...(smtp && { server: { host: smtpServerOf(smtp).host, print: hashSubject(smtp) } }),
    line: async (ctx, transport, mailboxId) => {
      if (transport === "captured") return openCapturedLine();
      if (mailboxId === null && smtp) return openSmtpLine(smtpServerOf(smtp));
      return lineOf(await readCredentials(ctx, "mailboxes:read", mailboxId ?? ""), ctx.orgId);
    },
    journal: async (ctx, transport, mailboxId) => {
      if (transport === "captured") return openCapturedJournal();
      if (mailboxId === null) return journal ? openImapJournal(imapServerOf(journal), true) : null;
      const { imap } = await readCredentials(ctx, "mailboxes:read", mailboxId);
      // A person's own Sent folder: it may lack what their server did not copy, so it only ever proves that something left.
      return imap && (imap.token || imap.password) ? openImapJournal(imap, false) : null;
    },
  };
}

function lineOf({ row, secrets, smtp }: Credentials, orgId: string): Line {
  // RESEND_URL: another server that speaks the same, for tests and for who must go through a proxy.
  if (row.provider === "resend")
    return openResendLine({ apiKey: secrets.api_key ?? "", baseUrl: process.env.RESEND_URL || undefined });
  if (row.provider === "twilio") {
    const base = process.env.TOUCHLINE_URL?.replace(/\/+$/, "");
    const statusUrl = base && `${base}${signWebhookPath("twilio", orgId, row.id)}`;
    const { account_sid: accountSid = "", auth_token: authToken = "" } = secrets;
    return openTwilioLine({ accountSid, authToken, statusUrl, baseUrl: process.env.TWILIO_URL || undefined });
  }
  if (smtp === null) throw new AppError("CONFLICT", "This mailbox names no server to send by.");
  return openSmtpLine(smtp);
}
