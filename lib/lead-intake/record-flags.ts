import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { type DncValue, storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import type { Decided } from "./match-rules";
import type { Intake } from "./schema";

const kindOf: Record<string, "email" | "phone"> = { email: "email", call: "phone" };

/**
 * "Do not email" and the like become entries: for the addresses of the row, for the person when it has none. Also of rows that are
 * passed over: an opt-out counts whoever is there already. Says how many were new.
 */
export async function recordFlags(tx: OrgTx, rows: Decided[], one: Intake, ctx: Context): Promise<number> {
  let added = 0;
  for (const channel of [...new Set(rows.flatMap((row) => row.draft.blocked))].toSorted()) {
    const values = rows.filter((row) => row.draft.blocked.includes(channel)).flatMap((row) => valuesOf(row, channel));
    const distinct = [...new Map(values.map((value) => [`${value.kind} ${value.value}`, value])).values()];
    const terms = {
      channel,
      reason: `Opted out in the file ${one.name}`.slice(0, 1000),
      source: "import",
      evidence: `Import ${one.id}`,
      expiresAt: null,
      addedBy: ctx.actor.userId,
    } as const;
    const stored = await storeEntries(tx, distinct, terms, ctx);
    const ids = stored.added.map((entry) => entry.id);
    added += ids.length;
    // Without the values: erasing one person must not empty the record of all the others.
    const payload = { entry_ids: ids, channel, reason: terms.reason, source: terms.source };
    if (ids.length > 0) await emit(tx, ctx, [{ kind: "dnc.imported", payload }, ...stored.events]);
  }
  return added;
}

/** Which entries the rows ask for, as `kind value channel`, each once, with its value. */
export function flagsOf(rows: Decided[]): Map<string, DncValue> {
  const asked = rows.flatMap((row) =>
    row.draft.blocked.flatMap((channel) => valuesOf(row, channel).map((value) => ({ value, channel }))),
  );
  return new Map(asked.map(({ value, channel }) => [`${value.kind} ${value.value} ${channel ?? ""}`, value]));
}

function valuesOf({ draft, leadId }: Decided, channel: string | null): DncValue[] {
  const kind = channel ? kindOf[channel] : undefined;
  const points = draft.points.filter((point) => kind === undefined || point.kind === kind);
  if (points.length === 0) return [{ kind: "person", value: leadId }];
  return points.map((point) => ({ kind: point.kind, value: point.norm }));
}
