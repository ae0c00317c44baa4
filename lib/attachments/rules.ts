import { AppError, invalid } from "@/lib/core/errors";
import { cutText } from "@/lib/core/text-rules";
import { ATTACHMENT_BYTES, type Attachment, MESSAGE_BYTES } from "./schema";

// What mail servers refuse to carry because it runs where it is opened; an archive can hide it as well as any other name.
const running =
  /\.(ade|adp|apk|appx|bat|cab|chm|cmd|com|cpl|dll|dmg|exe|hta|ins|iso|isp|jar|js|jse|lib|lnk|mde|msc|msi|msp|mst|nsh|pif|ps1|scr|sct|shb|sys|vb|vbe|vbs|vhd|vxd|wsc|wsf|wsh|xll)$/i;
const longest = 120;

/** The name of a file as it may go out: its last part alone, without what a header or a path would read. */
export function safeName(given: string): string {
  const last = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"<>|:*?;]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return shortened(plain) || "file";
}

// The end says what it is, so the beginning gives way.
function shortened(name: string): string {
  if (name.length <= longest) return name;
  const end = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? "";
  return cutText(name, longest - end.length) + end;
}

/** What a browser said the file is, where that is a type at all. */
export const mediaTypeOf = (given: string | null): string => {
  const type = (given ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type) && type !== "multipart/form-data"
    ? type
    : "application/octet-stream";
};

/** Whether it runs where it is opened. */
export const isRunning = (name: string): boolean => running.test(name);

/** Refuses what no mail server would carry. */
export function requireCarried(name: string): void {
  if (!isRunning(name)) return;
  throw new AppError(
    "UNSUPPORTED_TYPE",
    `Mail servers refuse files like ${name}, which run where they are opened. Send a document, or a link.`,
  );
}

/** TOO_LARGE as soon as a file is longer than a mail may carry. */
export function requireSmall(bytes: number): void {
  if (bytes > ATTACHMENT_BYTES)
    throw new AppError("TOO_LARGE", "A file has at most 10 MB. Send a link to a larger one.");
}

/** INVALID for files that are not there, and for more than a mail may carry together. */
export function requireTogether(asked: readonly string[], found: readonly Attachment[]): void {
  if (found.length < new Set(asked).size)
    throw invalid("attachment_ids", "One of the files is not here, or went with another message. Attach it again.");
  if (found.reduce((sum, one) => sum + one.size, 0) > MESSAGE_BYTES)
    throw invalid("attachment_ids", "The files have more than 20 MB together. Leave one out, or send a link to it.");
}

// What a browser hands on to the program for it, and never shows by itself as a page of ours.
const known =
  /^(application\/(pdf|msword|rtf|zip|vnd\.[a-z0-9.+-]+)|image\/(png|jpeg|gif|webp|heic|tiff)|text\/(plain|csv|calendar)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+)$/;

/** The type under which a file is handed out: one that can hold a script is bytes. */
export const servedType = (mediaType: string): string =>
  known.test(mediaType) ? mediaType : "application/octet-stream";

/** How a file is handed out: to be kept under its name, in whatever letters, and never opened in our pages (RFC 6266). */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}
