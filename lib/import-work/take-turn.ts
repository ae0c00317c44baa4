import { isAbsolute, join } from "node:path";
import { openHome } from "@/db/home";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { currentTime } from "@/lib/core/time";
import type { Turn } from "@/lib/jobs/define-job";
import { refreshAfter } from "@/lib/jobs/refresh-statistics";
import { completeImport } from "@/lib/lead-imports/complete-import";
import { type LockedImport, readImport } from "@/lib/lead-imports/queries";
import { removeUpload } from "@/lib/lead-imports/remove-upload";
import { assessRows } from "./assess-rows";
import { importRows } from "./import-rows";
import { addCounted, type OpenReader, openReader, releaseReader, takeSet } from "./reader-store";

/**
 * One turn of a worker at an import: the next set of rows is stored, or counted in a dry run. The file stays open between turns; a worker
 * that has it not open, or elsewhere, reads up to where the import is.
 */
export async function takeTurn(ctx: Context, importId: string): Promise<Turn> {
  const who: Context = { ...ctx, actor: { ...ctx.actor, via: "import" }, now: currentTime(), requestId: newId() };
  const one = await read(who, "leads:write", (tx) => readImport(tx, who, importId));
  if (one.state !== "running" && one.state !== "checking") {
    await releaseReader(one.id);
    if (one.state !== "uploaded") removeUpload(one.stored_name);
    return { more: false };
  }
  try {
    return await (one.state === "running" ? storeTurn(who, one) : countTurn(who, one));
  } catch (error) {
    const why = reasonOf(error);
    await releaseReader(one.id);
    if (why === null) throw error;
    await completeImport(who, { import_id: one.id, error: why });
    return { more: false };
  }
}

async function storeTurn(ctx: Context, one: LockedImport): Promise<Turn> {
  const reader = await openReader(one.id, pathOf(one), one.rows, "store");
  const { value: rows, done } = await takeSet(reader);
  if (done) {
    await completeImport(ctx, { import_id: one.id });
    await releaseReader(one.id);
    removeUpload(one.stored_name);
    return { more: false };
  }
  const stored = await importRows(ctx, { import_id: one.id, after: one.rows, rows });
  await refreshAfter(one.rows, stored.rows);
  reader.at = stored.rows === one.rows + rows.length ? stored.rows : -1;
  return { more: true };
}

async function countTurn(ctx: Context, one: LockedImport): Promise<Turn> {
  const reader: OpenReader = await openReader(one.id, pathOf(one), 0, "count");
  const { value: rows, done } = await takeSet(reader);
  if (done) {
    await completeImport(ctx, { import_id: one.id, counted: reader.counted });
    await releaseReader(one.id);
    return { more: false };
  }
  addCounted(reader.counted, await assessRows(ctx, one, rows, reader.seen, reader.looked));
  return { more: true };
}

function pathOf({ stored_name }: LockedImport): string {
  if (stored_name === null) throw new AppError("INVALID", "The file is not here any more. Upload it again.");
  return isAbsolute(stored_name) ? stored_name : join(openHome().uploads, stored_name);
}

// A file that is broken half-way, or gone, stays so; anything else is tried again.
function reasonOf(error: unknown): string | null {
  if (error instanceof AppError && error.code === "INVALID") return cutText(error.detail, 1000);
  const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
  return gone ? "The file is not on this machine any more. Upload it again." : null;
}
