import type { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { composeLetter } from "@/lib/letters/compose-letter";
import { openImapClient } from "@/lib/mail/open-imap-client";
import { offeredFolders } from "@/lib/mailboxes/folder-rules";
import { readCredentials } from "@/lib/oauth-connections/read-credentials";
import { markCopied } from "./mark-copied";
import { listUncopied, type Uncopied } from "./queries";
import { savesByItself } from "./rules";

const atOnce = 100;

/**
 * Puts what left into the Sent folders of the mailboxes it left by, once each: not where the server does that by itself, nor where it is
 * found already. A copy that could not be stored is tried again the next time. Returns how many were stored.
 */
export async function storeCopies(ctx: Context): Promise<{ stored: number }> {
  const waiting = await read(ctx, "communications:read", (tx) => listUncopied(tx, ctx.now, atOnce));
  let stored = 0;
  for (const mailboxId of new Set(waiting.map((one) => one.mailbox_id))) {
    const own = waiting.filter((one) => one.mailbox_id === mailboxId);
    stored += await storeInto(ctx, mailboxId, own).catch(() => 0);
  }
  return { stored };
}

async function storeInto(ctx: Context, mailboxId: string, waiting: Uncopied[]): Promise<number> {
  const { imap } = await readCredentials(ctx, "mailboxes:read", mailboxId);
  if (!imap) return 0;
  const client = await openImapClient(imap);
  try {
    const sent = offeredFolders(await client.list()).find((one) => one.use === "sent")?.path;
    const saves = sent === undefined || savesByItself(imap.host, client.capabilities.keys());
    let stored = 0;
    for (const one of waiting) {
      const { marked } = await markCopied(ctx, { attempt_id: one.attempt_id, copied: true });
      if (!marked || saves) continue;
      const put = await storeOne(client, sent, one, ctx.orgId).catch(() => null);
      if (put === null) await markCopied(ctx, { attempt_id: one.attempt_id, copied: false });
      else if (put) stored += 1;
    }
    return stored;
  } finally {
    await client.logout().catch(() => client.close());
  }
}

/** False when it is there already. Its Message-ID is the one that it left with: who reads the folder knows the touch. */
async function storeOne(client: ImapFlow, folder: string, one: Uncopied, orgId: string): Promise<boolean> {
  const lock = await client.getMailboxLock(folder);
  try {
    const found = await client.search({ header: { "message-id": one.message.message_id } }, { uid: true });
    if (Array.isArray(found) && found.length > 0) return false;
  } finally {
    lock.release();
  }
  const { raw } = await composeLetter(one.message, orgId, one.sent_at);
  const done = await client.append(folder, raw, ["\\Seen"], one.sent_at);
  if (!done) throw new Error("The server did not take the copy");
  return true;
}
