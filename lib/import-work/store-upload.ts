import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openHome } from "@/db/home";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { requirePermission } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { MOST_BYTES } from "@/lib/lead-files/schema";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { removeUpload } from "@/lib/lead-imports/remove-upload";
import type { Import } from "@/lib/lead-imports/schema";

export type Upload = { name: string; bytes: AsyncIterable<Uint8Array>; duplicates?: string };

/** Keeps a file as it comes in, piece by piece, and says what is in it. Nothing is left of one that is refused or cut off. */
export async function storeUpload(ctx: Context, { name, bytes, duplicates }: Upload): Promise<Import> {
  requirePermission(ctx, "leads:write");
  const id = newId();
  const stored_name = `import-${id}`;
  const path = join(openHome().uploads, stored_name);
  try {
    await pipeline(Readable.from(bounded(bytes)), createWriteStream(path, { mode: 0o600, flags: "wx" }));
    const file = await assessFile(path, ctx.defaultRegion);
    return await addImport(ctx, { id, name: plainName(name), stored_name, file, duplicates });
  } catch (error) {
    removeUpload(stored_name);
    throw error;
  }
}

async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > MOST_BYTES)
      throw new AppError("TOO_LARGE", "This file is larger than 1 GB. Split it and import the parts.");
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
