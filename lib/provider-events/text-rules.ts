import { cutText } from "@/lib/core/text-rules";

type Fields = Readonly<Record<string, string | undefined>>;

/** What the words of a status callback come to; the others (queued, sent) say nothing new. */
export const twilioKinds: Readonly<Record<string, "delivered" | "failed">> = {
  delivered: "delivered",
  undelivered: "failed",
  failed: "failed",
};

/** Whether a request of Twilio brings a text (https://www.twilio.com/docs/messaging/guides/webhook-request) or tells of one of ours. */
export const isText = ({ SmsStatus: status, MessageStatus: told, Body: body }: Fields): boolean =>
  status === "received" || (told === undefined && body !== undefined);

export type Text = {
  from: string;
  from_norm: string | null;
  to: string;
  body: string;
  /** who wrote it has a number of their own; a short code or a name is a machine's */
  is_person: boolean;
  /** Twilio heard a word that stops all texts, which may be one of the account's own */
  is_stop: boolean;
};

const longest = 20_000;

/** A text as it is kept; null for one of another network, whose sender is no number. `norm`: the number it came from, where it is one. */
export function readText(fields: Fields, norm: string | null): Text | null {
  const { From: from = "", To: to = "", Body: body = "", NumMedia: media = "0", OptOutType: optOut = "" } = fields;
  if (from === "" || /^[a-z]+:/i.test(from)) return null;
  const files = Math.min(Number(media) || 0, 100);
  const words = [cutText(plain(body).trim(), longest), files > 0 ? filesWords(files) : ""].filter(Boolean).join("\n\n");
  return {
    from: plain(from).slice(0, 100),
    from_norm: norm,
    to: plain(to).slice(0, 100),
    body: words,
    is_person: norm !== null,
    is_stop: optOut.toUpperCase() === "STOP",
  };
}

const filesWords = (files: number) =>
  `(${files === 1 ? "A picture or file" : `${files} pictures or files`} came with this text. Look at ${files === 1 ? "it" : "them"} in the Twilio console.)`;

// Without NUL, which PostgreSQL refuses, and without half characters.
const plain = (text: string) => text.replaceAll("\0", "").replace(/\p{Cs}/gu, "�");
