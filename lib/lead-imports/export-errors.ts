import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { errorHeader, errorLine } from "./error-file-rules";
import { getImport, listRejected } from "./queries";

/** The rejected rows of an import as a CSV file that can be mended and imported again, piece by piece. NOT_FOUND when it is not here. */
export async function exportErrors(ctx: Context, importId: string): Promise<AsyncGenerator<string>> {
  const { header } = await read(ctx, "leads:read", (tx) => getImport(tx, ctx, importId));
  return piecesOf(ctx, importId, header);
}

async function* piecesOf(ctx: Context, importId: string, header: string[]): AsyncGenerator<string> {
  yield errorHeader(header);
  for (let after = 0; ; ) {
    const rows = await read(ctx, "leads:read", (tx) => listRejected(tx, importId, after, 500));
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(errorLine).join("");
    after = last.number;
  }
}
