import { createHash } from "node:crypto";
import { type Address, addressParser, type Email } from "postal-mime";
import { normalizeEmail } from "@/lib/contact-points/rules";
import { cutText } from "@/lib/core/text-rules";
import { automaticEvidence, isListMail } from "@/lib/inbound/automatic-rules";
import { messageDate } from "@/lib/inbound/date-rules";
import type { MailAddress, ParsedMessage } from "@/lib/inbound/schema";
import { htmlToText } from "@/lib/texts/html-rules";
import { readMime } from "./read-mime";

const mostReferences = 200;
const longestSubject = 998; // RFC 5322, 2.1.1

// Node since 20.18.3 decodes windows-1252 as ISO 8859-1 (nodejs/node#56542): its quotes and dashes come as controls.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Many machines sign as MAILER-DAEMON without a domain. */
const nobody: MailAddress = { email: "", norm: "", name: "" };

/**
 * Reads one message as it came (RFC 5322, MIME, odd charsets) into plain values without NUL or broken characters.
 * Null when it cannot be read, or a person wrote it and it names no sender with a usable address. `now` judges dates that lie ahead.
 */
export async function parseMessage(bytes: Uint8Array, now: Date): Promise<ParsedMessage | null> {
  const read = await readMime(bytes);
  return read && messageOf(read.mail, now);
}

/** The same of a message that was taken apart. */
export function messageOf(mail: Email, now: Date): ParsedMessage | null {
  const automatic = automaticEvidence(mail.headers);
  const from = mailAddresses(mail.from === undefined ? [] : [mail.from])[0] ?? (automatic === null ? null : nobody);
  if (from === null) return null;
  const text = trulyUtf8(clean(mail.text ?? htmlToText(mail.html ?? ""))).replace(/\r\n?/g, "\n");
  const subject = clean(mail.subject ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return {
    messageId: messageIds(mail.messageId ?? "")[0] ?? madeUpId(mail, text),
    inReplyTo: answeredIds(mail.inReplyTo ?? ""),
    references: messageIds(mail.references ?? "").slice(-mostReferences),
    from,
    to: mailAddresses(mail.to ?? []),
    cc: mailAddresses(mail.cc ?? []),
    bcc: mailAddresses(mail.bcc ?? []),
    date: messageDate(headerValues(mail, "date")[0], headerValues(mail, "received"), now),
    listPost: headerValues(mail, "list-post").flatMap(postAddresses),
    isListMail: isListMail(mail.headers),
    automatic,
    subject: cutText(subject, longestSubject),
    text: text.trim(),
  };
}

function headerValues(mail: Email, key: string): string[] {
  return mail.headers.filter((header) => header.key === key).map((header) => header.value);
}

/** The older form names the person in brackets too: Message from Ada <ada@x.org> of "Tue, 8 Oct" <the-id@x.org>. */
function answeredIds(value: string): string[] {
  const ids = messageIds(value);
  return /^\s*message from\b/i.test(value) ? ids.slice(-1) : ids;
}

/** The ids in angle brackets, in order, each once; some programs break a long id by a space or forget the brackets. */
function messageIds(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? "");
  const found = bracketed.length > 0 ? bracketed : [value.trim()].filter((text) => /^\S+@\S+$/.test(text));
  const ids = found.filter((id) => id.includes("@") || !/\s/.test(id)).map((id) => clean(id).replace(/\s+/g, ""));
  return [...new Set(ids)].filter((id) => id !== "" && id.length <= 998).map(indexable);
}

// The longest that a key of an index holds is 2.7 KB: a longer id stands under its hash, wherever it is named.
const indexable = (id: string) =>
  id.length <= 250 ? id : `${createHash("sha256").update(id).digest("hex")}@long-message-id.invalid`;

// Without a Message-ID the content names the message, so that the same one is known again in another file.
function madeUpId(mail: Email, text: string): string {
  const content = [mail.from?.address, mail.date, mail.subject, text].join("\n");
  return `${createHash("sha256").update(content).digest("hex")}@without-message-id.invalid`;
}

function mailAddresses(addresses: Address[]): MailAddress[] {
  const flat = addresses.flatMap((address) => address.group ?? [address]);
  return flat.flatMap(({ address = "", name }) => {
    const email = withoutComments(clean(address));
    const normal = normalizeEmail(email);
    if (!normal.ok) return [];
    const shown = cutText(clean(name).replace(/\s+/g, " ").trim(), 200);
    return [{ email, norm: normal.norm, name: shown.includes("@") ? "" : shown }];
  });
}

/** `ada(the first) @ x.org` is ada@x.org (RFC 5322, 3.4.1); a quoted part in front stays as it is. */
function withoutComments(address: string): string {
  const plain = address.trim();
  if (plain.startsWith('"')) return plain;
  return plain
    .slice(0, 1000)
    .replace(/\([^()]*\)/g, "")
    .replace(/\s*@\s*/, "@")
    .trim();
}

function postAddresses(value: string): string[] {
  const written = [...value.matchAll(/<mailto:([^<>\s?]+)/gi)].flatMap((match) => addressParser(match[1] ?? ""));
  return mailAddresses(written).map((address) => address.norm);
}

// Letters of two and three bytes as they look when they are read as windows-1252: "GrÃ¼ÃŸe".
const misread = /[ÂÃÄÅÐÑ][\u00a0-\u00bf\u20ac‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€„]/;

/** A text that said another charset than it has: UTF-8 that called itself ASCII or Latin. Anything else stays as it is. */
export function trulyUtf8(text: string): string {
  if (!misread.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const byte = code < 256 ? code : 128 + windows1252.indexOf(text.charAt(at));
    if (byte < 128 && code >= 128) return text;
    bytes[at] = byte;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/** Without NUL, which PostgreSQL refuses, and without half characters. */
function clean(text: string): string {
  return text
    .replaceAll("\0", "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[\u0080-\u009f]/g, (code) => windows1252[code.charCodeAt(0) - 0x80] ?? code);
}
