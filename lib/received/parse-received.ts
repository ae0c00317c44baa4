import PostalMime from "postal-mime";
import { parseMessage } from "@/lib/inbound/parse-message";
import { cleanMailHtml, longestHtml } from "@/lib/mail-html/rules";
import { classifyMail } from "@/lib/mail-kinds/classify-mail";
import type { ReceivedMail } from "./schema";

/** A message of more bytes is not read; what people attach is not kept anyway. */
export const longestMessage = 50_000_000;
const longestText = 100_000;

/** Reads a message as it came into what `receiveMessages` takes; null when it cannot be read or names no sender. `arrivedAt`: when it came, for one without a date that can be. */
export async function parseReceived(bytes: Uint8Array, arrivedAt: Date, now: Date): Promise<ReceivedMail | null> {
  if (bytes.length > longestMessage) return null;
  const message = await parseMessage(bytes, now);
  if (message === null) return null;
  const kind = await classifyMail(bytes, now);
  return {
    message_id: message.messageId.slice(0, 1000),
    in_reply_to: message.inReplyTo,
    references: message.references,
    from: message.from,
    to: message.to,
    cc: message.cc,
    at: message.date !== null && message.date <= now ? message.date : arrivedAt,
    list_post: message.listPost,
    is_list: message.isListMail,
    subject: message.subject.slice(0, 500),
    text: message.text.slice(0, longestText),
    html: kind.kind === "human" || kind.kind === "list" ? await htmlOf(bytes) : null,
    kind: kind.kind,
    evidence: plain(kind.evidence).slice(0, 500),
    recipient: kind.recipient,
    hard: kind.hard,
    return_date: kind.returnDate,
    about_message_id: kind.aboutMessageId?.slice(0, 1000) ?? null,
  };
}

async function htmlOf(bytes: Uint8Array): Promise<string | null> {
  const { html } = await PostalMime.parse(bytes);
  if (!html || html.length > longestHtml) return null;
  return plain(cleanMailHtml(html)) || null;
}

// Without NUL, which PostgreSQL refuses, and without half characters.
const plain = (text: string) => text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\ufffd");
