import type { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { openImapClient, refusalOf } from "@/lib/mail/open-imap-client";
import { recordSignIn } from "@/lib/mailboxes/record-sign-in";
import { readCredentials } from "@/lib/oauth-connections/read-credentials";
import { cursorOf, type SyncCursor } from "./rules";

export type OpenMailbox = { id: string; userId: string | null; cursor: SyncCursor; client: ImapFlow };

// Longer than an IDLE lasts, which is begun anew before.
const times = { connectMs: 15_000, silenceMs: 5 * 60_000, idleMs: 2 * 60_000 };

/** Connects to the IMAP server of a mailbox; the cursor says how far it was read. One whose password the server does not take stands still. Who calls it closes it. */
export async function openConnection(ctx: Context, mailboxId: string): Promise<OpenMailbox> {
  const { row, imap } = await readCredentials(ctx, "mailboxes:read", mailboxId);
  if (imap === null || row.state === "disconnected")
    throw new AppError("CONFLICT", "This mailbox names no IMAP server. Add it under Settings, Mailboxes.");
  const told = { mailbox_id: row.id, version: row.version, way: "reading" } as const;
  try {
    const client = await openImapClient(imap, times);
    if (row.state === "paused") await recordSignIn(ctx, { ...told, refused: null }).catch(() => {});
    return { id: row.id, userId: row.user_id, cursor: cursorOf(row.sync_cursor), client };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused !== null) await recordSignIn(ctx, { ...told, refused }).catch(() => {});
    throw error;
  }
}
