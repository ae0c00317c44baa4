import type { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { openImapClient } from "@/lib/mail/open-imap-client";
import { readCredentials } from "@/lib/oauth-connections/read-credentials";
import { cursorOf, type SyncCursor } from "./rules";

export type OpenMailbox = { id: string; userId: string | null; cursor: SyncCursor; client: ImapFlow };

// Longer than an IDLE lasts, which is begun anew before.
const times = { connectMs: 15_000, silenceMs: 5 * 60_000, idleMs: 2 * 60_000 };

/** Connects to the IMAP server of a mailbox; the cursor says how far it was read. Who calls it closes it. */
export async function openConnection(ctx: Context, mailboxId: string): Promise<OpenMailbox> {
  const { row, imap } = await readCredentials(ctx, "mailboxes:read", mailboxId);
  if (imap === null || row.state === "disconnected")
    throw new AppError("CONFLICT", "This mailbox names no IMAP server. Add it under Settings, Mailboxes.");
  return {
    id: row.id,
    userId: row.user_id,
    cursor: cursorOf(row.sync_cursor),
    client: await openImapClient(imap, times),
  };
}
