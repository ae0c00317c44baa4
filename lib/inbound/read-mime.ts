import PostalMime, { type Email } from "postal-mime";
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
    if (!holdsOthers || read.length > longestNested) return { parts, mail: parts };
    return { parts, mail: await PostalMime.parse(read, { maxRfc822NestingDepth: mostNested }) };
  } catch {
    return null;
  }
}
