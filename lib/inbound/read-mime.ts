import PostalMime, { type Email } from "postal-mime";
import { asUtf8, calledWindows, isMisread } from "./charset-rules";
import { boundedMail } from "./size-rules";

/** A message taken apart: `mail` with the words of the messages that came along in it, `parts` with those as attachments. */
export type ReadMime = { mail: Email; parts: Email };

/** Messages within messages are read this deep, and none in a message that is longer: each is read again within the one around it. */
const mostNested = 3;
const longestNested = 512 * 1024;

/** Takes a message apart in a bounded time; null when it cannot be read as one. */
export async function readMime(bytes: Uint8Array): Promise<ReadMime | null> {
  const read = boundedMail(bytes);
  try {
    const parts = await PostalMime.parse(read, { forceRfc822Attachments: true });
    const holdsOthers = parts.attachments.some((part) => part.mimeType === "message/rfc822");
    if (!holdsOthers || read.length > longestNested) return { parts, mail: await readAgain(parts, read) };
    const mail = await PostalMime.parse(read, { maxRfc822NestingDepth: mostNested });
    return { parts, mail: await readAgain(mail, read) };
  } catch {
    return null;
  }
}

const misreadIn = (mail: Email) => (["text", "html", "subject"] as const).filter((one) => isMisread(mail[one]));

/** The same words by the charset that they have, where they are lost by the one that they say. */
async function readAgain(mail: Email, read: Uint8Array): Promise<Email> {
  let found = mail;
  for (const change of [calledWindows, asUtf8]) {
    const lost = misreadIn(found);
    if (lost.length === 0) return found;
    const again = await PostalMime.parse(change(read), { maxRfc822NestingDepth: mostNested });
    const told = lost.filter((one) => again[one] !== undefined && !isMisread(again[one]));
    found = { ...found, ...Object.fromEntries(told.map((one) => [one, again[one]])) };
  }
  return found;
}
