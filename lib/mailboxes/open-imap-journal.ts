import { type ImapServer, openImapClient } from "@/lib/mail/open-imap-client";
import { isLoopback, type Journal } from "@/lib/mail/rules";
import { sentFolder } from "./folder-rules";

/**
 * Looks messages up by their Message-ID in a folder of an IMAP server. `complete` is the operator's word that every message sent is copied
 * there; a person's own Sent folder may lack what their server did not copy, so it only ever proves that something left.
 */
export function openImapJournal(server: ImapServer, complete: boolean): Journal {
  return {
    complete,
    settleSeconds: 15 * 60,
    has: async ({ messageId, sentAfter }) => {
      const client = await openImapClient(server);
      try {
        const folder = server.folder ?? sentFolder(await client.list())?.path ?? "Sent";
        await client.mailboxOpen(folder, { readOnly: true });
        // A day before: the server searches by its own date.
        const since = new Date(sentAfter.getTime() - 86_400_000);
        const found = await client.search({ header: { "message-id": messageId }, since }, { uid: true });
        return Array.isArray(found) && found.length > 0;
      } finally {
        await client.logout().catch(() => client.close());
      }
    },
  };
}

/** The server and folder that an address like `imaps://user:password@host/Journal` names. */
export function imapServerOf(address: string): ImapServer {
  const url = new URL(address);
  const tls = url.protocol === "imaps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: Number(url.port || (tls ? 993 : 143)),
    security: tls ? "tls" : isLoopback(host) ? "none" : "starttls",
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || "INBOX",
    byUser: false,
  };
}
