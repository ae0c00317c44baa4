import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openHome } from "@/db/home";
import type { Executed } from "@/lib/core/command";
import type { Context, Idempotency } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { requirePermission } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { MOST_BYTES } from "@/lib/lead-files/schema";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { removeUpload } from "@/lib/lead-imports/remove-upload";
import type { Import } from "@/lib/lead-imports/schema";

export type Upload = {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  duplicates?: string;
  /** of a request that may be repeated, by the hash of the bytes */
  idempotency?: (hash: string) => Idempotency | undefined;
};

/**
 * Keeps a file as it comes in, piece by piece, and says what is in it. Nothing is left of one that is refused or cut off, nor of one that came
 * under a key before: then the answer is that of the first.
 */
export async function storeUpload(
  ctx: Context,
  { name, bytes, duplicates, ...upload }: Upload,
): Promise<Executed<Import>> {
  requirePermission(ctx, "leads:write");
  const id = newId();
  const stored_name = `import-${id}`;
  const path = join(openHome().uploads, stored_name);
  const hash = createHash("sha256");
  try {
    await pipeline(Readable.from(bounded(bytes, hash)), createWriteStream(path, { mode: 0o600, flags: "wx" }));
    const file = await assessFile(path, ctx.defaultRegion);
    const idempotency = upload.idempotency?.(hash.digest("hex"));
    const row = { id, name: plainName(name), stored_name, file, duplicates };
    const executed = await addImport.execute({ ...ctx, idempotency }, row);
    if (executed.replayed) removeUpload(stored_name);
    return executed;
  } catch (error) {
    removeUpload(stored_name);
    throw error;
  }
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, hash: Hash) {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > MOST_BYTES)
      throw new AppError("TOO_LARGE", "This file is larger than 1 GB. Split it and import the parts.");
    hash.update(piece);
    yield piece;
  }
}

const plainName = (name: string) =>
  cutText(
    basename(name.replaceAll("\\", "/"))
      .replace(/[\p{Cc}\p{Cs}]/gu, "")
      .trim(),
    255,
  ) || "leads";
