import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Permission } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import type { ImapServer } from "@/lib/mail/open-imap-client";
import type { SmtpServer } from "@/lib/mail/open-smtp-line";
import { getMailbox, type MailboxRow, secretsOf } from "@/lib/mailboxes/queries";
import { readAccessToken } from "./read-access-token";
import { oauthProviders } from "./rules";

export type Credentials = {
  row: MailboxRow;
  secrets: Record<string, string>;
  smtp: SmtpServer | null;
  imap: ImapServer | null;
};

/** What opens a mailbox: its servers with their passwords, or those of its provider with a token that is fetched when it is needed. */
export async function readCredentials(ctx: Context, permission: Permission, mailboxId: string): Promise<Credentials> {
  const { row, secrets } = await read(ctx, permission, async (tx) => {
    const found = await getMailbox(tx, mailboxId);
    return { row: found, secrets: secretsOf(tx, found) };
  });
  if (row.oauth_provider === null) return { row, secrets, ...byPassword(row, secrets) };
  const provider = oauthProviders(process.env).find((one) => one.code === row.oauth_provider);
  if (!provider) {
    const words = `Sign-in with ${row.oauth_provider} is not set up here any more. Ask your operator.`;
    throw new AppError("UNAVAILABLE", words);
  }
  const token = (refused?: string) => readAccessToken(ctx, mailboxId, refused);
  // The servers as they are configured now, and not as the row has them: the token goes to no other.
  const opened = { username: row.smtp_username ?? row.address, password: "", token, byUser: false };
  return {
    row,
    secrets,
    smtp: { ...provider.smtp, ...opened },
    imap: provider.imap && { ...provider.imap, ...opened },
  };
}

function byPassword(row: MailboxRow, secrets: Record<string, string>) {
  const smtp: SmtpServer | null =
    row.provider === "smtp"
      ? {
          host: row.smtp_host ?? "",
          port: row.smtp_port ?? 465,
          security: row.smtp_security ?? "tls",
          username: row.smtp_username,
          password: secrets.smtp_password,
          byUser: true,
        }
      : null;
  const imap: ImapServer | null = row.imap_host
    ? {
        host: row.imap_host,
        port: row.imap_port ?? 993,
        security: row.imap_security ?? "tls",
        username: row.imap_username ?? row.address,
        password: secrets.imap_password ?? secrets.smtp_password ?? "",
        byUser: true,
      }
    : null;
  return { smtp, imap };
}
