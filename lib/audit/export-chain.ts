import { inOrganization } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { translateDatabaseError } from "@/lib/core/database-errors";
import { requirePermission } from "@/lib/core/read";
import { canonicalText } from "@/lib/events/chain-rules";
import { getHeadOf, listExportedLinks } from "@/lib/events/export-queries";

const pageSize = 500;

/**
 * The organization's whole chain as JSON lines, oldest first, as it stood when the export began; the last line is its head.
 * `text` is what the hash is over: docs/verify-export.mjs checks the file without this product.
 */
export async function exportChain(ctx: Context): Promise<ReadableStream<Uint8Array>> {
  requirePermission(ctx, "audit:read");
  const head = await inOrganization(ctx.orgId, getHeadOf).catch((error) => {
    throw translateDatabaseError(error);
  });
  const lines = linesOf(ctx, head);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
}

async function* linesOf(ctx: Context, head: { position: number; hash: string }): AsyncGenerator<string, void> {
  for (let after = 0; after < head.position; ) {
    const page = await inOrganization(ctx.orgId, (tx) => listExportedLinks(tx, after, head.position, pageSize));
    const last = page.at(-1);
    // A hole in the chain is the reader's to find; the export must not go round in it.
    if (!last) break;
    yield page
      .map(({ position, prev_hash, hash, salt, payload, ...event }) => ({
        position,
        prev_hash,
        hash,
        text: canonicalText(event, position),
        salt,
        payload,
      }))
      .map((line) => `${JSON.stringify(line)}\n`)
      .join("");
    after = last.position;
  }
  yield `${JSON.stringify({ head, org_id: ctx.orgId, exported_at: ctx.now.toISOString() })}\n`;
}
