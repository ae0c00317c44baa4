import { setImmediate } from "node:timers/promises";
import type { ImapFlow } from "imapflow";
import { mostFetched, parseReceived } from "@/lib/arrivals/parse-received";
import type { MailPlace, ReceivedMail } from "@/lib/arrivals/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { currentTime, minusDays } from "@/lib/core/time";
import { foldersToRead, keptFolders, offeredFolders, type ReadFolder } from "@/lib/mailboxes/folder-rules";
import { getMailbox } from "@/lib/mailboxes/queries";
import { receiveMessages } from "@/lib/received/receive-messages";
import type { ReceivedCounts } from "@/lib/received/schema";
import type { OpenMailbox } from "./open-connection";
import { KEPT_DAYS, readFrom } from "./rules";
import { savePlace } from "./save-place";

const batchMessages = 50;
const batchBytes = 8_000_000;

/**
 * Reads what is new in the folders of a connected mailbox that are to be read into the ledger, in batches that commit by themselves with their place: cut off
 * anywhere, it goes on there, and what is read twice is stored once. Returns what became of the messages.
 */
export async function syncMailbox(ctx: Context, mailbox: OpenMailbox, signal?: AbortSignal): Promise<ReceivedCounts> {
  const counts: ReceivedCounts = { reply: 0, report: 0, automatic: 0, sent: 0, repeat: 0, unmatched: 0, ignored: 0 };
  const became: Became = { counts, problem: null };
  const { folders, offered, missing } = await chosenFolders(ctx, mailbox);
  // What was sent first: answers find what they answer.
  for (const folder of folders.toReversed()) {
    const lock = await mailbox.client.getMailboxLock(folder.path, { readOnly: true });
    try {
      await syncFolder(ctx, mailbox, folder, became, signal);
    } finally {
      lock.release();
    }
  }
  const problem = became.problem ?? missing;
  await savePlace(at(ctx), { mailbox_id: mailbox.id, cursor: mailbox.cursor, folders: offered, problem });
  return counts;
}

/** What is to be read, as it stands now: a person may have chosen since the line was opened. */
async function chosenFolders(ctx: Context, { id, client }: OpenMailbox) {
  const listed = await client.list();
  const row = await read(at(ctx), "mailboxes:read", (tx) => getMailbox(tx, id));
  const offered = offeredFolders(listed);
  const { chosen } = keptFolders(row.settings);
  const gone = chosen?.find((path) => !offered.some((one) => one.path === path));
  const missing =
    gone === undefined ? null : `The folder "${cutText(gone, 80)}" is not there any more. Choose anew what is read.`;
  return { folders: foldersToRead(listed, chosen), offered, missing };
}

/** What became of the messages, and why one of them could not be stored. */
type Became = { counts: ReceivedCounts; problem: string | null };
type Listed = { uid: number; size: number };

async function syncFolder(
  ctx: Context,
  mailbox: OpenMailbox,
  folder: ReadFolder,
  became: Became,
  signal?: AbortSignal,
): Promise<void> {
  const { client, cursor } = mailbox;
  if (!client.mailbox) return;
  const validity = String(client.mailbox.uidValidity);
  const after =
    folder.kept && !cursor[folder.path] ? await beforeLately(client) : readFrom(cursor, folder.path, validity);
  const listed: Listed[] = [];
  // The server answers `n:*` with the last message when there is none behind it.
  // What is still being written lies among all mail, and has gone nowhere.
  for await (const one of client.fetch(`${after + 1}:*`, { uid: true, size: true, flags: true }, { uid: true }))
    if (one.uid > after && !one.flags?.has("\\Draft")) listed.push({ uid: one.uid, size: one.size ?? 0 });
  const batches = batchesOf(listed.toSorted((a, b) => a.uid - b.uid));
  let ahead = started(client, batches[0]);
  for (const [nth, batch] of batches.entries()) {
    if (signal?.aborted) return;
    const messages = await ahead;
    // Fetched and taken apart while the ones before are stored.
    ahead = started(client, batches[nth + 1]);
    const place = { mailbox_id: mailbox.id, user_id: mailbox.userId, sent: folder.sent };
    await storeBatch(ctx, place, messages, became);
    cursor[folder.path] = { validity, uid: batch.at(-1)?.uid ?? after };
    await savePlace(at(ctx), { mailbox_id: mailbox.id, cursor, problem: null });
  }
  cursor[folder.path] ??= { validity, uid: after };
  if (cursor[folder.path]?.validity !== validity) cursor[folder.path] = { validity, uid: after };
}

/** The number after which mail of late begins; of a folder without any, its last. */
async function beforeLately(client: ImapFlow): Promise<number> {
  const found = await client.search({ since: minusDays(currentTime(), KEPT_DAYS) }, { uid: true });
  const last = client.mailbox ? client.mailbox.uidNext - 1 : 0;
  return (found && found.length > 0 ? Math.min(...found) : last + 1) - 1;
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

// Who waits for it learns of its failure, and nobody else has to.
function started(client: ImapFlow, batch: Listed[] | undefined): Promise<ReceivedMail[]> {
  const reading = batch === undefined ? Promise.resolve([]) : readBatch(client, batch);
  reading.catch(() => {});
  return reading;
}

/** A message that cannot be stored holds up no other: then each is stored by itself, and that one is named. */
async function storeBatch(ctx: Context, place: MailPlace, messages: ReceivedMail[], became: Became): Promise<void> {
  try {
    const counted = await receiveMessages(at(ctx), { place, messages });
    for (const [outcome, count] of Object.entries(counted)) became.counts[outcome as keyof ReceivedCounts] += count;
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAVAILABLE") throw error;
    if (messages.length > 1) for (const one of messages) await storeBatch(ctx, place, [one], became);
    else
      became.problem = `The message "${cutText(messages[0]?.subject ?? "", 80)}" could not be stored. The others were.`;
  }
}

async function readBatch(client: ImapFlow, batch: Listed[]): Promise<ReceivedMail[]> {
  const now = currentTime();
  const [long, short] = [batch.filter((one) => one.size > mostFetched), batch.filter((one) => one.size <= mostFetched)];
  const messages: ReceivedMail[] = [];
  for (const [part, source] of [
    [short, true],
    [long, { start: 0, maxLength: mostFetched }],
  ] as const) {
    if (part.length === 0) continue;
    const uids = part.map((one) => one.uid).join(",");
    for await (const one of client.fetch(uids, { source, internalDate: true }, { uid: true })) {
      if (!one.source) continue;
      const arrived = one.internalDate ? new Date(one.internalDate) : now;
      const mail = await parseReceived(one.source, arrived > now ? now : arrived, now);
      if (mail !== null) messages.push(mail);
      // What else this process has to do is done between two messages.
      await setImmediate();
    }
  }
  return messages;
}

const at = (ctx: Context): Context => ({ ...ctx, now: currentTime() });
