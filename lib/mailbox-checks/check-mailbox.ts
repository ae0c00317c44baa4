import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse";
import { type ImapServer, openImapClient, wasRefused } from "@/lib/mail/open-imap-client";
import { asFailure, connectTo, type SmtpServer } from "@/lib/mail/open-smtp-line";
import { capResponse } from "@/lib/mail/rules";
import type { MailboxRow } from "@/lib/mailboxes/queries";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { mailboxIdInputSchema } from "@/lib/mailboxes/schema";
import { readCredentials } from "@/lib/oauth-connections/read-credentials";
import { checkDomain } from "./check-domain";
import { recordCheck } from "./record-check";
import { wordsOfFailure } from "./rules";
import type { Finding, MailboxCheck } from "./schema";

const times = { connectMs: 8000, greetingMs: 8000, silenceMs: 8000 };

/** Signs in to a mailbox's servers and looks at its domain, outside of any transaction, and keeps what was found. Sends nothing. */
export async function checkMailbox(ctx: Context, raw: unknown): Promise<MailboxCheck> {
  const { mailbox_id: id } = parseInput(mailboxIdInputSchema, raw);
  const { row, smtp, imap } = await readCredentials(ctx, "mailboxes:write", id);
  requireMayChange(row, ctx.actor);
  const findings = await Promise.all([smtp ? [trySmtp(smtp)] : [], imap ? [tryImap(imap)] : []].flat());
  const records = row.channel === "email" ? await checkDomain(sendingOf(row)) : [];
  const domain = records.map(({ what, state, words }) => ({ what, ok: state === "good", words }));
  return recordCheck(ctx, { mailbox_id: id, findings: [...findings, ...domain] });
}

const sendingOf = ({ address, smtp_host, provider }: MailboxRow) => ({
  domain: address.slice(address.lastIndexOf("@") + 1).toLowerCase(),
  hosts: [smtp_host ?? provider],
});

async function trySmtp(server: SmtpServer): Promise<Finding> {
  try {
    (await connectTo(server, times)).quit();
    return { what: "smtp", ok: true, words: `Sending works: the server took ${taken(server)}.` };
  } catch (error) {
    return { what: "smtp", ok: false, words: failed(error, server.password) };
  }
}

async function tryImap(server: ImapServer): Promise<Finding> {
  try {
    const client = await openImapClient(server, times);
    await client.logout().catch(() => client.close());
    return { what: "imap", ok: true, words: `Reading works: the server took ${taken(server)}.` };
  } catch (error) {
    return { what: "imap", ok: false, words: failed(error, server.password) };
  }
}

const taken = (server: { token?: unknown }) => (server.token ? "the sign-in" : "name and password");

function failed(error: unknown, password: string | null | undefined): string {
  if (error instanceof AppError) return error.errors?.[0]?.message ?? error.detail;
  const failure = asFailure(error);
  return capResponse(
    wordsOfFailure(wasRefused(error) ? { ...failure, code: "EAUTH" } : failure),
    password ? [password] : [],
  );
}
