import { ImapFlow } from "imapflow";
import { checkHost } from "./check-host";
import type { Journal } from "./rules";

export type ImapServer = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "none";
  username: string;
  password: string;
  /** the folder that holds what was sent; left out: the one that the server marks as such */
  folder?: string;
  byUser: boolean;
};

/**
 * Looks messages up by their Message-ID in a folder of an IMAP server. `complete` is the operator's word that every message sent is copied
 * there; a person's own Sent folder may lack what their server did not copy, so it only ever proves that something left.
 */
export function openImapJournal(server: ImapServer, complete: boolean): Journal {
  return {
    complete,
    settleSeconds: 15 * 60,
    has: async ({ messageId, sentAfter }) => {
      // The address that was looked at, so that the name is not resolved again in between.
      const [address] = server.byUser ? await checkHost(server.host) : [server.host];
      const client = clientOf(server, address ?? server.host);
      await client.connect();
      try {
        const folder = server.folder ?? (await sentFolderOf(client));
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

function clientOf({ host, port, security, username, password }: ImapServer, address: string): ImapFlow {
  const client = new ImapFlow({
    host: address,
    servername: host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user: username, pass: password },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
  });
  // An error that nobody waits for must not end the worker.
  client.on("error", () => {});
  return client;
}

async function sentFolderOf(client: ImapFlow): Promise<string> {
  const folders = await client.list();
  return folders.find((one) => one.specialUse === "\\Sent")?.path ?? "Sent";
}

/** The server and folder that an address like `imaps://user:password@host/Journal` names. */
export function imapServerOf(address: string): ImapServer {
  const url = new URL(address);
  const tls = url.protocol === "imaps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (tls ? 993 : 143)),
    security: tls ? "tls" : "none",
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || "INBOX",
    byUser: false,
  };
}
