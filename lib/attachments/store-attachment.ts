import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { openHome } from "@/db/home";
import type { Executed } from "@/lib/core/command";
import type { Context, Idempotency } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { requirePermission } from "@/lib/core/read";
import { addAttachment } from "./add-attachment";
import type { StoredFile } from "./queries";
import { mediaTypeOf, requireCarried, requireSmall, safeName } from "./rules";
import type { Attachment } from "./schema";

type Sent = {
  name: string | null;
  type: string | null;
  bytes: AsyncIterable<Uint8Array>;
  /** of a request that may be repeated, by the hash of the bytes */
  idempotency?: (hash: string) => Idempotency | undefined;
};

const folderOf = (orgId: string) => join(openHome().uploads, "attachments", orgId);

/**
 * Takes a file in: under its hash, so that the same bytes lie there once and no name is ever a path. Nothing of it is left behind when it
 * is refused. The row comes after the file: what a row names is there.
 */
export async function storeAttachment(ctx: Context, sent: Sent): Promise<Executed<Attachment>> {
  requirePermission(ctx, "communications:write");
  const name = safeName(sent.name ?? "");
  requireCarried(name);
  const folder = folderOf(ctx.orgId);
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const draft = join(folder, `${randomUUID()}.part`);
  try {
    const { hash, size } = await write(draft, sent.bytes);
    if (size === 0) throw invalid("file", "The file is empty. Choose another.");
    await rename(draft, join(folder, hash));
    const idempotency = sent.idempotency?.(hash);
    return await addAttachment.execute(
      { ...ctx, idempotency },
      { name, media_type: mediaTypeOf(sent.type), size, hash },
    );
  } catch (error) {
    throw isFull(error) ? new AppError("UNAVAILABLE", noRoom) : error;
  } finally {
    await rm(draft, { force: true });
  }
}

const noRoom = "There is no room for files on the server. Nothing was changed; an admin must make room first.";
const isFull = (error: unknown) =>
  error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT", "EFBIG"].includes(String(error.code));

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ hash: string; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx", 0o640);
  try {
    for await (const piece of bytes) {
      size += piece.byteLength;
      requireSmall(size);
      hash.update(piece);
      await file.write(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest("hex"), size };
}

/** Keeps the bytes of a file that arrived, under their hash; null when there is no room, which holds up no message. */
export async function storeBytes(orgId: string, bytes: Uint8Array): Promise<string | null> {
  const folder = folderOf(orgId);
  const draft = join(folder, `${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    const { hash } = await write(draft, oneOf(bytes));
    await rename(draft, join(folder, hash));
    return hash;
  } catch (error) {
    if (isFull(error)) return null;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function* oneOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** The bytes of a file that a message carries. INVALID when they are not what was attached: then the message must not go. Throws what the disk says else. */
export async function readAttachment(orgId: string, { hash, size, name }: StoredFile): Promise<Uint8Array> {
  const path = join(folderOf(orgId), hash);
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const bytes = there?.size === size ? await readFile(path) : null;
  if (bytes && createHash("sha256").update(bytes).digest("hex") === hash) return bytes;
  throw invalid("attachment_ids", `The file ${name} is not in uploads any more. Attach it again.`);
}
