import { toCsv } from "@/components/ui/csv";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/list-queries";
import type { DncEntry, ListDncInput } from "@/lib/dnc/schema";

const header = ["kind", "value", "channel", "reason", "source", "proof", "added", "added by", "ends", "removed", "id"];
const page = 200;

/** The list as a file, page by page, so that a long one neither waits nor fills the memory. */
export function dncFile(ctx: Context, filter: Omit<ListDncInput, "limit" | "cursor">): Response {
  let cursor: string | undefined;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(encoder.encode(`${toCsv([header])}\r\n`)),
    pull: async (stream) => {
      const input = { ...filter, limit: page, cursor };
      const { data, next_cursor } = await read(ctx, "dnc:read", (tx) => listDncEntries(tx, input, ctx.now));
      if (data.length > 0) stream.enqueue(encoder.encode(`${toCsv(data.map(toRow))}\r\n`));
      cursor = next_cursor ?? undefined;
      if (!cursor) stream.close();
    },
  });
  const day = ctx.now.toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="do-not-contact-${day}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}

const toRow = (entry: DncEntry) => [
  entry.kind,
  entry.value_norm,
  entry.channel ?? "all",
  entry.reason,
  entry.source,
  entry.evidence,
  entry.since,
  entry.added_by?.name ?? "itself",
  entry.expires_at,
  entry.revoked?.at ?? null,
  entry.id,
];
