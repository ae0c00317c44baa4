import type { Attachment, Email } from "postal-mime";
import { isRunning, mediaTypeOf, safeName } from "@/lib/attachments/rules";
import { ATTACHMENT_BYTES } from "@/lib/attachments/schema";
import { type RawPart, rawParts, readWhole } from "./size-rules";

/** A file that came with a message; without bytes it is too large, was not fetched whole, or runs where it is opened. */
export type CameFile = { name: string; media_type: string; size: number; bytes: Uint8Array | null };

const mostFiles = 25;
/** A smaller picture within the text is a logo or a smile. */
const leastPicture = 20_000;
const signatures = /^application\/(pgp-signature|(x-)?pkcs7-signature|pgp-encrypted)$/;

/**
 * What came along with a message, under names that lead nowhere. `parts`: the message taken apart, in which long parts may be cut; their bytes
 * are then read from `bytes`. `isCut`: these are not all of the message.
 */
export function filesOf(parts: Email, bytes: Uint8Array, isCut: boolean): CameFile[] {
  const here = parts.attachments.filter((one) => !signatures.test(one.mimeType)).slice(0, mostFiles);
  if (here.length === 0) return [];
  const raw = bytes.length > readWhole ? rawParts(bytes) : null;
  return here.flatMap((one): CameFile[] => {
    const content = contentOf(one);
    const found = raw === null ? content : wholeOf(content, raw, isCut);
    const size = found?.length ?? 0;
    if (found !== null && (size === 0 || isDecoration(one, size))) return [];
    const name = safeName(nameOf(one));
    const isKept = found !== null && size <= ATTACHMENT_BYTES && !isRunning(name);
    return [{ name, media_type: mediaTypeOf(one.mimeType), size, bytes: isKept ? found : null }];
  });
}

const isDecoration = ({ mimeType, disposition, related }: Attachment, size: number) =>
  mimeType.startsWith("image/") && disposition !== "attachment" && related === true && size < leastPicture;

const ends: Readonly<Record<string, string>> = {
  "message/rfc822": "message.eml",
  "text/calendar": "invitation.ics",
  "application/pdf": "file.pdf",
  "image/png": "picture.png",
  "image/jpeg": "picture.jpg",
};
const nameOf = ({ filename, mimeType }: Attachment) => filename?.trim() || ends[mimeType] || "file";

function contentOf({ content }: Attachment): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/** The part that begins as this does, in whole; each is found once. Null when none does, or it was not fetched to its end. */
function wholeOf(content: Buffer, raw: RawPart[], isCut: boolean): Buffer | null {
  if (content.length === 0) return null;
  const at = raw.findIndex((part) => {
    const begins = decoded({ ...part, body: part.body.subarray(0, content.length * 3 + 1000) });
    return begins.length >= content.length && begins.subarray(0, content.length).equals(content);
  });
  const part = raw[at];
  if (part === undefined) return null;
  raw.splice(at, 1);
  return isCut && part.isLast ? null : decoded(part);
}

function decoded({ encoding, body }: RawPart): Buffer {
  if (encoding === "base64") return Buffer.from(body.toString("latin1"), "base64");
  const text = body.toString("latin1").replace(/\r?\n$/, "");
  if (encoding !== "quoted-printable") return Buffer.from(text, "latin1");
  const joined = text.replace(/[ \t]+(?=\r?\n)/g, "").replace(/=\r?\n/g, "");
  return Buffer.from(
    joined.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    "latin1",
  );
}
