import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "@/lib/core/errors";

/** Whose secrets they are: sealed in with them, so that a row copied elsewhere opens nowhere. */
export type SealedFor = { orgId: string; id: string };

const VERSION = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts passwords and tokens (AES-256-GCM) with a key of the organization, derived from one that lies in TOUCHLINE_HOME/secrets.json
 * and never in the database. UNAVAILABLE when that key is missing.
 */
export function sealSecrets(secrets: Record<string, string>, { orgId, id }: SealedFor): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(orgId), iv).setAAD(boundTo(orgId, id));
  const body = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
}

/** The other way about; UNAVAILABLE when they were sealed with another key, for another row, or changed since. */
export function openSecrets(sealed: Uint8Array | null, { orgId, id }: SealedFor): Record<string, string> {
  if (sealed === null) return {};
  const bytes = Buffer.from(sealed);
  try {
    if (bytes[0] !== VERSION) throw new Error("sealed by a version that this one does not know");
    const tagFrom = 1 + ivBytes;
    const decipher = createDecipheriv("aes-256-gcm", keyOf(orgId), bytes.subarray(1, tagFrom), {
      authTagLength: tagBytes,
    })
      .setAAD(boundTo(orgId, id))
      .setAuthTag(bytes.subarray(tagFrom, tagFrom + tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(tagFrom + tagBytes)), decipher.final()]).toString(
      "utf8",
    );
    return JSON.parse(text) as Record<string, string>;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const words = "The password of this mailbox cannot be read: it was stored with another key. Enter it again.";
    throw new AppError("UNAVAILABLE", words, { cause });
  }
}

const keys = new Map<string, Buffer>();

function keyOf(orgId: string): Buffer {
  const house = process.env.TOUCHLINE_ENCRYPTION_KEY;
  if (!house) {
    const words = "The key for stored passwords is missing. Start with npm start, and keep secrets.json with the home.";
    throw new AppError("UNAVAILABLE", words);
  }
  const name = `${house} ${orgId}`;
  const known = keys.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(house, "base64"), orgId, "touchline mailbox secrets", 32));
  keys.set(name, key);
  return key;
}

const boundTo = (orgId: string, id: string) => Buffer.from(`mailboxes ${orgId} ${id}`);
