import { createHash, createHmac, randomBytes } from "node:crypto";

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
