import type { Context } from "@/lib/core/context";
import { cutText } from "@/lib/core/text-rules";
import { currentTime } from "@/lib/core/time";
import { classifyMailbox } from "@/lib/inbound/message-rules";
import { parseMessage } from "@/lib/inbound/parse-message";
import type { MailHead, MailTouch, ParsedMessage, SkipReason } from "@/lib/inbound/schema";
import { splitMbox } from "@/lib/inbound/split-mbox";
import { linkMailReplies } from "./link-mail-replies";
import { type MailTouchInput, recordMail } from "./record-mail";

export type Mailbox = {
  /** the whole file from its beginning */
  read: () => AsyncIterable<Uint8Array>;
  /** one part of it, for the second reading in the order of time */
  readPart: (offset: number, length: number) => AsyncIterable<Uint8Array>;
};
export type Member = { userId: string; name: string };
export type ImportedMailbox = {
  messages: number;
  stored: number;
  touches: number;
  outbound: number;
  inbound: number;
  skipped: Record<SkipReason, number>;
  leads: number;
  threads: number;
  responses: number;
  collisions: number;
};
type Place = { offset: number; length: number };
type Progress = (done: number, of: number) => void;

const batchSize = 20;

/**
 * A mailbox into the ledger: once through for the headers (what is whose, contracts.md "Mailbox import"), then again in the order of
 * time, in batches that commit by themselves. Cut off, it can be run again; what is stored counts as `duplicate`.
 * `members` by normalised address.
 */
export async function importMailbox(
  ctx: Context,
  mailbox: Mailbox,
  members: Map<string, Member>,
  progress: Progress,
): Promise<ImportedMailbox> {
  const { heads, places } = await readHeads(mailbox, ctx.now);
  const verdicts = classifyMailbox(heads, new Set(members.keys()));
  const skipped = countSkipped(verdicts.flatMap((verdict) => (verdict.kind === "skipped" ? [verdict.reason] : [])));
  const found = verdicts
    .flatMap((verdict, index) =>
      verdict.kind === "stored" ? [{ place: places[index], touches: verdict.touches }] : [],
    )
    .toSorted((a, b) => (a.touches[0]?.at.getTime() ?? 0) - (b.touches[0]?.at.getTime() ?? 0));

  const sum = { stored: 0, outbound: 0, inbound: 0, leads: 0, threads: 0, collisions: 0 };
  for (let start = 0; start < found.length; start += batchSize) {
    const batch = found.slice(start, start + batchSize);
    const touches = (
      await Promise.all(batch.map((one) => withBody(mailbox, one.place, one.touches, members, ctx.now)))
    ).flat();
    const { stored, ...counts } = await recordMail({ ...ctx, now: currentTime() }, { touches });
    sum.stored += stored.length;
    for (const name of ["outbound", "inbound", "leads", "threads", "collisions"] as const) sum[name] += counts[name];
    progress(Math.min(start + batchSize, found.length), found.length);
  }
  const responses = await linkAll(
    ctx,
    found.flatMap((one) => one.touches),
  );
  skipped.duplicate += found.length - sum.stored;
  return { messages: heads.length, ...sum, touches: sum.outbound + sum.inbound, skipped, responses };
}

async function readHeads(mailbox: Mailbox, now: Date): Promise<{ heads: (MailHead | null)[]; places: Place[] }> {
  const heads: (MailHead | null)[] = [];
  const places: Place[] = [];
  for await (const { offset, length, bytes } of splitMbox(mailbox.read())) {
    const message = bytes ? await parseMessage(bytes, now) : null;
    heads.push(message && headOf(message));
    places.push({ offset, length });
  }
  return { heads, places };
}

// Only the headers stay in memory.
function headOf({ subject: _, text: __, ...head }: ParsedMessage): MailHead {
  return head;
}

async function withBody(
  mailbox: Mailbox,
  place: Place | undefined,
  touches: MailTouch[],
  members: Map<string, Member>,
  now: Date,
): Promise<MailTouchInput[]> {
  const message = place ? await readMessage(mailbox, place, now) : null;
  if (!message) throw new Error("The mailbox changed while it was read. Run the import again.");
  return touches.map((touch) => {
    const member = members.get(touch.member);
    if (!member) throw new Error(`${touch.member} is no member`);
    return {
      message_id: touch.messageId,
      direction: touch.direction,
      user_id: member.userId,
      user_name: member.name,
      person: touch.person,
      at: touch.at,
      thread_key: touch.threadKey,
      answers_message_id: touch.answersMessageId,
      in_reply_to: message.inReplyTo[0] ?? null,
      references: message.references.join(" ") || null,
      from: message.from.email,
      to: message.to[0]?.email ?? "",
      cc: message.cc.map((one) => one.email).join(", ") || null,
      subject: cutText(message.subject, 500),
      text: cutText(message.text, 100_000),
    };
  });
}

async function readMessage(mailbox: Mailbox, { offset, length }: Place, now: Date): Promise<ParsedMessage | null> {
  for await (const { bytes } of splitMbox(mailbox.readPart(offset, length)))
    return bytes ? parseMessage(bytes, now) : null;
  return null;
}

async function linkAll(ctx: Context, touches: MailTouch[]): Promise<number> {
  const replies = touches
    .filter((touch) => touch.direction === "inbound" && touch.answersMessageId)
    .map((touch) => ({
      message_id: touch.messageId,
      answers_message_id: touch.answersMessageId ?? "",
      norm: touch.person.norm,
    }));
  let responses = 0;
  for (let start = 0; start < replies.length; start += 500) {
    responses += (await linkMailReplies(ctx, { replies: replies.slice(start, start + 500) })).responses;
  }
  return responses;
}

function countSkipped(reasons: SkipReason[]): Record<SkipReason, number> {
  const counts = { internal: 0, not_ours: 0, automatic: 0, duplicate: 0, no_date: 0, unreadable: 0 };
  for (const reason of reasons) counts[reason]++;
  return counts;
}
