import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/list-queries";
import type { ListDncInput } from "@/lib/dnc/schema";
import { csvFile } from "./csv-file";

const header = ["kind", "value", "channel", "reason", "source", "proof", "added", "added by", "ends", "removed", "id"];

/** The list as a file. */
export const dncFile = (ctx: Context, filter: Omit<ListDncInput, "limit" | "cursor">): Response =>
  csvFile({
    name: `do-not-contact-${ctx.now.toISOString().slice(0, 10)}.csv`,
    header,
    read: (cursor) => read(ctx, "dnc:read", (tx) => listDncEntries(tx, { ...filter, limit: 200, cursor }, ctx.now)),
    toRow: (entry) => [
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
    ],
  });
