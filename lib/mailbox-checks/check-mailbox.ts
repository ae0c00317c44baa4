import { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { checkHost } from "@/lib/mail/check-host";
import { asFailure, connectTo } from "@/lib/mail/open-smtp-line";
import { capResponse } from "@/lib/mail/rules";
import { getMailbox, type MailboxRow, secretsOf } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { mailboxIdInputSchema } from "@/lib/mailboxes/schema";
import { checkDomain } from "./check-domain";
import { recordCheck } from "./record-check";
import { wordsOfFailure } from "./rules";
import type { Finding, MailboxCheck } from "./schema";

const times = { connectMs: 8000, greetingMs: 8000, silenceMs: 8000 };

/** Signs in to a mailbox's servers and looks at its domain, outside of any transaction, and keeps what was found. Sends nothing. */
export async function checkMailbox(ctx: Context, raw: unknown): Promise<MailboxCheck> {
  const { mailbox_id: id } = parseInput(mailboxIdInputSchema, raw);
  const { mailbox, secrets } = await read(ctx, "mailboxes:write", async (tx) => {
    const found = await getMailbox(tx, id);
    requireMayChange(found, ctx.actor);
    return { mailbox: found, secrets: secretsOf(tx, found) };
  });
  const findings = await Promise.all(
    [
      mailbox.provider === "smtp" ? [trySmtp(mailbox, secrets)] : [],
      mailbox.imap_host ? [tryImap(mailbox, secrets)] : [],
    ].flat(),
  );
  const domain =
    mailbox.channel === "email" ? await checkDomain(mailbox.address.slice(mailbox.address.lastIndexOf("@") + 1)) : [];
  return recordCheck(ctx, { mailbox_id: id, findings: [...findings, ...domain] });
}

async function trySmtp(mailbox: MailboxRow, secrets: Record<string, string>): Promise<Finding> {
  const { smtp_host: host, smtp_port: port, smtp_security: security, smtp_username: username } = mailbox;
  const password = secrets.smtp_password;
  try {
    const server = {
      host: host ?? "",
      port: port ?? 465,
      security: security ?? "tls",
      username,
      password,
      byUser: true,
    };
    (await connectTo(server, times)).quit();
    return { what: "smtp", ok: true, words: "Sending works: the server took name and password." };
  } catch (error) {
    return { what: "smtp", ok: false, words: failed(error, password) };
  }
}

async function tryImap(mailbox: MailboxRow, secrets: Record<string, string>): Promise<Finding> {
  const { imap_host: host, imap_port: port, imap_security: security, imap_username: username } = mailbox;
  const password = secrets.imap_password;
  try {
    const [address] = await checkHost(host ?? "");
    const client = new ImapFlow({
      host: address ?? "",
      servername: host ?? "",
      port: port ?? 993,
      secure: security === "tls",
      doSTARTTLS: security === "starttls",
      auth: { user: username ?? mailbox.address, pass: password ?? "" },
      logger: false,
      connectionTimeout: times.connectMs,
      greetingTimeout: times.greetingMs,
      socketTimeout: times.silenceMs,
    });
    client.on("error", () => {});
    await client.connect();
    await client.logout().catch(() => client.close());
    return { what: "imap", ok: true, words: "Reading works: the server took name and password." };
  } catch (error) {
    return { what: "imap", ok: false, words: failed(error, password) };
  }
}

function failed(error: unknown, password: string | undefined): string {
  if (error instanceof AppError) return error.errors?.[0]?.message ?? error.detail;
  const failure = asFailure(error);
  const refused = error instanceof Error && "authenticationFailed" in error && error.authenticationFailed;
  return capResponse(wordsOfFailure(refused ? { ...failure, code: "EAUTH" } : failure), password ? [password] : []);
}
