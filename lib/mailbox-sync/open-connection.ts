import { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { checkHost } from "@/lib/mail/check-host";
import { getMailbox, secretsOf } from "@/lib/mailboxes/queries";
import { cursorOf, type SyncCursor } from "./rules";

export type OpenMailbox = { id: string; userId: string | null; cursor: SyncCursor; client: ImapFlow };

/** Connects to the IMAP server of a mailbox; the cursor says how far it was read. Who calls it closes it. */
export async function openConnection(ctx: Context, mailboxId: string): Promise<OpenMailbox> {
  const { row, secrets } = await read(ctx, "mailboxes:read", async (tx) => {
    const found = await getMailbox(tx, mailboxId);
    return { row: found, secrets: secretsOf(tx, found) };
  });
  const { imap_host: host, imap_port: port, imap_security: security } = row;
  if (host === null || port === null || security === null || row.state === "disconnected")
    throw new AppError("CONFLICT", "This mailbox names no IMAP server. Add it under Settings, Mailboxes.");
  // The address that was looked at, so that the name is not resolved again in between.
  const [address = host] = await checkHost(host);
  const client = new ImapFlow({
    host: address,
    servername: host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user: row.imap_username ?? row.address, pass: secrets.imap_password ?? secrets.smtp_password ?? "" },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    // Longer than an IDLE lasts, which is begun anew before.
    socketTimeout: 5 * 60_000,
    maxIdleTime: 2 * 60_000,
  });
  // An error that nobody waits for must not end the worker.
  client.on("error", () => {});
  await client.connect();
  return { id: row.id, userId: row.user_id, cursor: cursorOf(row.sync_cursor), client };
}
