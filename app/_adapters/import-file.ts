import type { Context } from "@/lib/core/context";
import { exportErrors } from "@/lib/lead-imports/export-errors";

/** The rejected rows of an import as a file, piece by piece. */
export async function errorFile(ctx: Context, importId: string): Promise<Response> {
  const pieces = await exportErrors(ctx, importId);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      const { done, value } = await pieces.next();
      if (done) stream.close();
      else stream.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="import-errors-${importId.slice(0, 8)}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
