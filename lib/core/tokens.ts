import { createCipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 192 random bits, to be shown once. */
export const mintToken = (prefix = "") => `${prefix}${randomBytes(24).toString("base64url")}`;

/** Only this is stored: who reads the table cannot use it. The token is random, so it needs no salt. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest();

/** A counter's subject without the address in it. */
export const hashSubject = (subject: string) => createHmac("sha256", hashKey()).update(subject).digest("base64url");

function hashKey(): string {
  const key = process.env.TOUCHLINE_HASH_KEY;
  if (!key) throw new Error("TOUCHLINE_HASH_KEY is not set: start with npm start, which makes one");
  return key;
}

const keyFor = (purpose: string) => createHmac("sha256", hashKey()).update(purpose).digest();
const uuidBytes = 16;
const sealBytes = 16;

/**
 * Ids as one word for a link that must work for ever: always the same for the same ids, always as long, and of nothing that can be read
 * or made without the key of secrets.json. Sealed first, then hidden under the seal (as SIV, RFC 5297, does).
 */
export function sealIds(purpose: string, ids: readonly string[]): string {
  const plain = Buffer.from(ids.join("").replaceAll("-", ""), "hex");
  const seal = sealOf(purpose, plain);
  return Buffer.concat([seal, hide(purpose, seal, plain)]).toString("base64url");
}

/** The ids of such a word; null for any other. */
export function openIds(purpose: string, word: string, count: number): string[] | null {
  const bytes = Buffer.from(word, "base64url");
  if (bytes.length !== sealBytes + count * uuidBytes || bytes.toString("base64url") !== word) return null;
  const seal = bytes.subarray(0, sealBytes);
  const plain = hide(purpose, seal, bytes.subarray(sealBytes));
  if (!timingSafeEqual(sealOf(purpose, plain), seal)) return null;
  const hex = plain.toString("hex");
  return Array.from({ length: count }, (_, place) => hex.slice(place * 32, (place + 1) * 32)).map((one) =>
    one.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  );
}

/** A text as such a word. */
export function sealText(purpose: string, text: string): string {
  const plain = Buffer.from(text, "utf8");
  const seal = sealOf(purpose, plain);
  return Buffer.concat([seal, hide(purpose, seal, plain)]).toString("base64url");
}

/** The text of such a word; null for any other. */
export function openText(purpose: string, word: string): string | null {
  const bytes = Buffer.from(word, "base64url");
  if (bytes.length <= sealBytes || bytes.toString("base64url") !== word) return null;
  const seal = bytes.subarray(0, sealBytes);
  const plain = hide(purpose, seal, bytes.subarray(sealBytes));
  return timingSafeEqual(sealOf(purpose, plain), seal) ? plain.toString("utf8") : null;
}

const sealOf = (purpose: string, plain: Buffer) =>
  createHmac("sha256", keyFor(`${purpose}: seal`))
    .update(plain)
    .digest()
    .subarray(0, sealBytes);

// There and back are the same.
const hide = (purpose: string, seal: Buffer, text: Buffer) =>
  createCipheriv("aes-256-ctr", keyFor(`${purpose}: hide`), seal).update(text);
