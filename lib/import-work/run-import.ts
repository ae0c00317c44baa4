import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { currentTime } from "@/lib/core/time";
import { refreshAfter } from "@/lib/jobs/refresh-statistics";
import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import type { FileRow } from "@/lib/lead-files/schema";
import { completeImport } from "@/lib/lead-imports/complete-import";
import { setsOf } from "@/lib/lead-imports/file-rules";
import { readImport } from "@/lib/lead-imports/queries";
import type { DryRun, Import } from "@/lib/lead-imports/schema";
import { assessRows, type Looked, type SeenRows } from "./assess-rows";
import { importRows } from "./import-rows";
import { addCounted, later, noCounts } from "./reader-store";

type Progress = (rows: number, of: number) => void;

/** Stores a file that was started, set by set, to its end; begins behind the last row that is stored. Ends early when it was cancelled. */
export async function runImport(
  ctx: Context,
  importId: string,
  path: string,
  progress: Progress = () => {},
): Promise<Import> {
  const one = await read(ctx, "leads:write", (tx) => readImport(tx, ctx, importId));
  let at = one.rows;
  return ending(ctx, importId, async () => {
    for await (const rows of rowsAfter(path, at)) {
      const done = await importRows(fresh(ctx), { import_id: importId, after: at, rows });
      await refreshAfter(at, done.rows);
      at = done.rows;
      if (done.state !== "running") return {};
      progress(at, Math.max(one.rows_estimated, at));
    }
    return {};
  });
}

/** What a file would come to, row by row, and nothing of it is stored but the counts. */
export async function runDryRun(
  ctx: Context,
  importId: string,
  path: string,
  progress: Progress = () => {},
): Promise<Import> {
  const one = await read(ctx, "leads:write", (tx) => readImport(tx, ctx, importId));
  const seen: SeenRows = new Map();
  const looked: Looked = { rows: 0, ms: 0 };
  const counted = noCounts();
  return ending(ctx, importId, async () => {
    for await (const rows of rowsAfter(path, 0)) {
      addCounted(counted, await assessRows(fresh(ctx), one, rows, seen, looked));
      progress(counted.rows, Math.max(one.rows_estimated, counted.rows));
    }
    return { counted };
  });
}

const fresh = (ctx: Context): Context => ({ ...ctx, now: currentTime(), requestId: newId() });

async function* rowsAfter(path: string, after: number): AsyncGenerator<FileRow[]> {
  const { rows } = await openLeadFile(path);
  for await (const set of setsOf(later(rows(), after))) yield set;
}

// A file that turns out to be broken half-way ends the import with the reason; anything else is tried again by whoever called.
async function ending(ctx: Context, importId: string, work: () => Promise<{ counted?: DryRun }>): Promise<Import> {
  try {
    const done = await work();
    return await completeImport(fresh(ctx), { import_id: importId, ...done });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "INVALID") throw error;
    return completeImport(fresh(ctx), { import_id: importId, error: cutText(error.detail, 1000) });
  }
}
