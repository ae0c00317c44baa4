import type { Attachment, Email } from "postal-mime";
import type { MailHeader } from "@/lib/inbound/automatic-rules";
import { readMime } from "@/lib/inbound/read-mime";
import { htmlToText } from "@/lib/texts/html-rules";
import { type Meeting, readMeeting } from "./meeting-rules";

/** A message as the rules read it: its headers, its own words, what a machine added in fields, and what came back of the message it is about. */
export type MailReport = {
  headers: MailHeader[];
  from: string;
  fromName: string;
  to: string[];
  subject: string;
  /** without what follows it of the returned message */
  words: string;
  /** per-message and per-recipient fields, RFC 3464 or RFC 5965, wherever they stand */
  fields: string;
  hasDeliveryStatus: boolean;
  hasFeedback: boolean;
  hasReceipt: boolean;
  /** what it does to a meeting, when a calendar wrote it */
  meeting: Meeting | null;
  /** the headers of the message that came back, or "" */
  returned: string;
  /** what came back is itself a report, which a machine passed on */
  passedOn: MailReport | null;
};

// A report says what it says at its beginning; the rest is the message it returns.
const mostRead = 200_000;

/** Reads any message as a report; one that cannot be read as MIME is read as plain lines. */
export async function parseReport(bytes: Uint8Array, depth = 0): Promise<MailReport> {
  return reportOf((await readMime(bytes))?.parts ?? noMime, bytes, depth);
}

/** The same of a message that was taken apart. */
export async function reportOf(mail: Email, bytes: Uint8Array, depth = 0): Promise<MailReport> {
  const raw = () => bodyOf(asText(bytes.subarray(0, mostRead)));
  const parts = mail.attachments.map((part) => ({ type: part.mimeType, text: textOf(part) }));
  const texts = parts.filter(({ type }) => /^text\/(plain|html)\b/.test(type)).map((part) => part.text);
  const body = mail.text || htmlToText((mail.html ?? "").slice(0, mostRead));
  const whole = unify([body.trim() === "" ? raw() : body, ...texts].join("\n\n").slice(0, mostRead));
  const { words, rest } = splitReturned(whole);
  const of = (pattern: RegExp) => parts.filter(({ type }) => pattern.test(type)).map((part) => part.text);
  const status = of(/^message\/(global-)?delivery-status$/);
  const feedback = of(/^message\/feedback-report$/);
  const lifted = of(
    /^(message\/(global|rfc822|news)|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/,
  );
  const sender = mail.from?.address === undefined ? undefined : mail.from;
  return {
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    from: (sender?.address ?? "").toLowerCase(),
    fromName: sender?.name ?? rawHeader(mail, "from"),
    to: (mail.to ?? []).flatMap((one) => one.group ?? [one]).map((one) => (one.address ?? "").toLowerCase()),
    subject: unify(mail.subject ?? "")
      .replace(/\s+/g, " ")
      .trim(),
    words,
    fields: unify([...status, ...feedback, whole].join("\n\n")),
    hasDeliveryStatus: status.length > 0 || /^final-recipient:.*;/im.test(whole),
    hasFeedback: feedback.length > 0,
    hasReceipt: of(/^message\/(global-)?disposition-notification$/).length > 0,
    meeting: readMeeting(of(/^(text\/calendar|application\/ics)\b/)[0] ?? ""),
    returned: unify(lifted[0] ?? rest),
    passedOn: depth < 2 ? await passedReport(mail, depth) : null,
  };
}

async function passedReport({ attachments }: Email, depth: number): Promise<MailReport | null> {
  const part = attachments.find(({ mimeType }) => mimeType === "message/rfc822");
  if (part === undefined || typeof part.content === "string") return null;
  const bytes = new Uint8Array(part.content);
  const headers = asText(bytes.subarray(0, 20_000)).split(/\r?\n\r?\n/)[0] ?? "";
  return /^content-type:\s*multipart\/report/im.test(headers) ? parseReport(bytes, depth + 1) : null;
}

const noMime: Email = { headers: [], headerLines: [], attachments: [] };

const rawHeader = (mail: Email, key: string) => mail.headers.find((header) => header.key === key)?.value ?? "";

function textOf({ content, mimeType }: Attachment): string {
  const text = typeof content === "string" ? content : asText(new Uint8Array(content).subarray(0, mostRead));
  return mimeType === "text/html" ? htmlToText(text) : text;
}

const asText = (bytes: Uint8Array) => new TextDecoder("utf-8").decode(bytes);
const bodyOf = (raw: string) => raw.replace(/^[\s\S]*?\r?\n\r?\n/, "");
const unify = (text: string) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n");

const separators = [
  /^[-_=* ]*(this is a copy of (the|your) message|below (this line )?is a copy of|included is a copy of|the original message (follows|is attached)|original (message|mail) (follows|headers?)|(original|returned|unsent) (message|mail)( follows)?( [-_=*.]*)?$|(message|mail) headers? follow|your message (follows|reads)|header of (the )?original|text of original|copy of (the|your) (original )?message|the body of the message|returned mail follows)/im,
  /^(received: (from|by|\()|return-path: |x-envelope-from: |dkim-signature: )/im,
];

/** A report in one text: its own words, and behind them the headers of the message that came back. */
function splitReturned(text: string): { words: string; rest: string } {
  const places = separators.map((pattern) => text.search(pattern)).filter((at) => at > 0);
  if (places.length === 0) return { words: text, rest: "" };
  const at = Math.min(...places);
  return { words: text.slice(0, at), rest: text.slice(at) };
}
