import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import type { FileRow } from "@/lib/lead-files/schema";
import { planOf } from "@/lib/lead-imports/plan-rules";
import type { LockedImport } from "@/lib/lead-imports/queries";
import type { RowCounts } from "@/lib/lead-imports/schema";
import { type Decided, decideRows, keyOf } from "@/lib/lead-intake/match-rules";
import { findKnown } from "@/lib/lead-intake/queries";
import { readDraft } from "@/lib/lead-rows/rules";

/** Who stood further up in the file, by number or address: a lead already when they come again. */
export type SeenRows = Map<string, { id: string; last_name: string | null }>;

/** What a set of rows would come to, beside the leads there are and the rows before it. Remembers in `seen` whom it would create. */
export async function assessRows(ctx: Context, one: LockedImport, rows: FileRow[], seen: SeenRows): Promise<RowCounts> {
  const plan = planOf(one, ctx);
  const drafts = rows.flatMap((row) => readDraft(row, plan, ctx.now).draft ?? []);
  const known = await read(ctx, "leads:write", (tx) => findKnown(tx, drafts));
  for (const draft of drafts) {
    const earlier = draft.external_id ? seen.get(`number ${draft.external_id}`) : undefined;
    if (earlier && draft.external_id && !known.byExternalId.has(draft.external_id))
      known.byExternalId.set(draft.external_id, earlier.id);
    for (const point of draft.points) {
      const before = seen.get(keyOf(point));
      if (before && !known.byPoint.has(keyOf(point))) known.byPoint.set(keyOf(point), before);
    }
  }
  const decided = decideRows(drafts, known, one.duplicates, newId);
  for (const row of decided) if (row.outcome === "created") remember(row, seen);
  const count = (outcome: Decided["outcome"]) => decided.filter((row) => row.outcome === outcome).length;
  return {
    rows: rows.length,
    created: count("created"),
    updated: count("updated"),
    skipped: count("skipped"),
    rejected: rows.length - drafts.length,
    dnc_added: drafts.reduce((sum, draft) => sum + draft.blocked.length, 0),
  };
}

function remember({ draft, leadId: id }: Decided, seen: SeenRows): void {
  const who = { id, last_name: draft.last_name };
  if (draft.external_id) seen.set(`number ${draft.external_id}`, who);
  for (const point of draft.points) if (!seen.has(keyOf(point))) seen.set(keyOf(point), who);
}
