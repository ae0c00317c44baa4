import type { ImapFlow } from "imapflow";
import type { Context } from "@/lib/core/context";
import { currentTime } from "@/lib/core/time";
import { longestMessage, parseReceived } from "@/lib/received/parse-received";
import { receiveMessages } from "@/lib/received/receive-messages";
import type { ReceivedCounts, ReceivedMail } from "@/lib/received/schema";
import type { OpenMailbox } from "./open-connection";
import { foldersToRead, readFrom } from "./rules";
import { savePlace } from "./save-place";

const batchMessages = 25;
const batchBytes = 8_000_000;

/**
 * Reads what is new in INBOX and Sent of a connected mailbox into the ledger, in batches that commit by themselves with their place: cut off
 * anywhere, it goes on there, and what is read twice is stored once. Returns what became of the messages.
 */
export async function syncMailbox(ctx: Context, mailbox: OpenMailbox, signal?: AbortSignal): Promise<ReceivedCounts> {
  const counts: ReceivedCounts = { reply: 0, report: 0, automatic: 0, sent: 0, repeat: 0, unmatched: 0, ignored: 0 };
  const folders = foldersToRead(await mailbox.client.list());
  // What was sent first: answers find what they answer.
  for (const folder of folders.toReversed()) {
    const lock = await mailbox.client.getMailboxLock(folder.path, { readOnly: true });
    try {
      await syncFolder(ctx, mailbox, folder, counts, signal);
    } finally {
      lock.release();
    }
  }
  await savePlace(at(ctx), { mailbox_id: mailbox.id, cursor: mailbox.cursor, problem: null });
  return counts;
}

type Folder = { path: string; sent: boolean };
type Listed = { uid: number; size: number };

async function syncFolder(
  ctx: Context,
  mailbox: OpenMailbox,
  folder: Folder,
  counts: ReceivedCounts,
  signal?: AbortSignal,
): Promise<void> {
  const { client, cursor } = mailbox;
  if (!client.mailbox) return;
  const validity = String(client.mailbox.uidValidity);
  const after = readFrom(cursor, folder.path, validity);
  const listed: Listed[] = [];
  // The server answers `n:*` with the last message when there is none behind it.
  for await (const one of client.fetch(`${after + 1}:*`, { uid: true, size: true }, { uid: true }))
    if (one.uid > after) listed.push({ uid: one.uid, size: one.size ?? 0 });
  for (const batch of batchesOf(listed.toSorted((a, b) => a.uid - b.uid))) {
    if (signal?.aborted) return;
    const messages = await readBatch(client, batch);
    const place = { mailbox_id: mailbox.id, user_id: mailbox.userId, sent: folder.sent };
    const became = await receiveMessages(at(ctx), { place, messages });
    for (const [outcome, count] of Object.entries(became)) counts[outcome as keyof ReceivedCounts] += count;
    cursor[folder.path] = { validity, uid: batch.at(-1)?.uid ?? after };
    await savePlace(at(ctx), { mailbox_id: mailbox.id, cursor, problem: null });
  }
  cursor[folder.path] ??= { validity, uid: after };
  if (cursor[folder.path]?.validity !== validity) cursor[folder.path] = { validity, uid: after };
}

/** In order, few enough to be held in memory. */
function batchesOf(listed: Listed[]): Listed[][] {
  const batches: Listed[][] = [];
  let bytes = 0;
  for (const one of listed) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= batchMessages || bytes + one.size > batchBytes) {
      batches.push([one]);
      bytes = one.size;
    } else {
      last.push(one);
      bytes += one.size;
    }
  }
  return batches;
}

async function readBatch(client: ImapFlow, batch: Listed[]): Promise<ReceivedMail[]> {
  const now = currentTime();
  const wanted = batch.filter((one) => one.size <= longestMessage).map((one) => one.uid);
  if (wanted.length === 0) return [];
  const messages: ReceivedMail[] = [];
  for await (const one of client.fetch(wanted.join(","), { source: true, internalDate: true }, { uid: true })) {
    if (!one.source) continue;
    const arrived = one.internalDate ? new Date(one.internalDate) : now;
    const mail = await parseReceived(one.source, arrived > now ? now : arrived, now);
    if (mail !== null) messages.push(mail);
  }
  return messages;
}

const at = (ctx: Context): Context => ({ ...ctx, now: currentTime() });
