import { createHash } from "node:crypto";

/** SHA-256 over the parts, as hex. */
export function sha256(...parts: (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
