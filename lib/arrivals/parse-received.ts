import { cutText } from "@/lib/core/text-rules";
import { filesOf } from "@/lib/inbound/file-rules";
import { messageOf, trulyUtf8 } from "@/lib/inbound/parse-message";
import { readMime } from "@/lib/inbound/read-mime";
import { cleanMailHtml, longestHtml } from "@/lib/mail-html/rules";
import { verdictOf } from "@/lib/mail-kinds/classify-mail";
import { meetingEvidence } from "@/lib/mail-kinds/meeting-rules";
import { reportOf } from "@/lib/mail-kinds/parse-report";
import type { ReceivedMail } from "./schema";

/** So many bytes of a message are fetched: a file of 10 MB as mail writes it, and the words before it. */
export const mostFetched = 15_000_000;
const longestText = 100_000;
const mostHtmlBytes = 1_000_000;

/** Reads a message as it came into what `receiveMessages` takes; null when it cannot be read or names no sender. `arrivedAt`: when it came, for one without a date that can be. */
export async function parseReceived(bytes: Uint8Array, arrivedAt: Date, now: Date): Promise<ReceivedMail | null> {
  const read = await readMime(bytes);
  const message = read && messageOf(read.mail, now);
  if (read === null || message === null) return null;
  const report = await reportOf(read.parts, bytes);
  const kind = verdictOf(report, now);
  const meeting = kind.kind === "human" ? meetingEvidence(report) : null;
  return {
    message_id: message.messageId.slice(0, 1000),
    in_reply_to: message.inReplyTo,
    references: message.references,
    from: message.from,
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
    at: message.date !== null && message.date <= now ? message.date : arrivedAt,
    list_post: message.listPost,
    is_list: message.isListMail,
    subject: cutText(message.subject, 500),
    // What they pressed in their calendar stands first: many calendars write no word besides.
    text: cutText([meeting && plain(meeting), message.text].filter(Boolean).join("\n\n"), longestText),
    html: kind.kind === "human" || kind.kind === "list" ? htmlOf(read.mail.html) : null,
    kind: kind.kind,
    evidence: cutText(plain(kind.evidence), 500),
    recipient: kind.recipient,
    hard: kind.hard,
    return_date: kind.returnDate,
    about_message_id: kind.aboutMessageId?.slice(0, 1000) ?? null,
    // What a report carries along is the message that failed.
    files:
      kind.kind === "bounce" || kind.kind === "complaint"
        ? []
        : filesOf(read.parts, bytes, bytes.length >= mostFetched).map((file) => ({ ...file, name: plain(file.name) })),
  };
}

function htmlOf(html: string | undefined): string | null {
  if (!html || html.length > longestHtml) return null;
  const cleaned = plain(cleanMailHtml(trulyUtf8(html)));
  return cleaned === "" || Buffer.byteLength(cleaned) > mostHtmlBytes ? null : cleaned;
}

// Without NUL, which PostgreSQL refuses, and without half characters.
const plain = (text: string) => text.replaceAll("\0", "").replace(/\p{Cs}/gu, "\ufffd");
