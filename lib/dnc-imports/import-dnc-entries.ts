import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { requireChannel } from "@/lib/dnc/queries";
import { normalizeDncValue } from "@/lib/dnc/rules";
import { storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import { type ImportedEntries, importDncEntriesInputSchema } from "./schema";

/** Adds many entries in one transaction and cancels what waits for them. It can add, never remove; the same again adds nothing. */
export const importDncEntries = defineCommand({
  name: "importDncEntries",
  permission: "dnc:write",
  input: importDncEntriesInputSchema,
  run: async (tx, input, ctx): Promise<ImportedEntries> => {
    const channel = input.channel ?? null;
    if (channel) await requireChannel(tx, channel);
    const values = new Map<string, { kind: (typeof input.entries)[number]["kind"]; value: string }>();
    for (const [nth, { kind, value }] of input.entries.entries()) {
      const normal = normalizeDncValue(kind, value, ctx.defaultRegion);
      if (!normal.ok) throw invalid(`entries.${nth}.value`, normal.reason);
      values.set(`${kind} ${normal.norm}`, { kind, value: normal.norm });
    }
    const terms = {
      channel,
      reason: input.reason,
      source: input.source,
      evidence: input.evidence ?? null,
      expiresAt: input.expires_at ? fromIso(input.expires_at) : null,
      addedBy: ctx.actor.userId,
    };
    const { added, cancelled, events } = await storeEntries(tx, [...values.values()], terms, ctx);
    // Without the values: erasing one person must not empty the record of all the others.
    const ids = added.map((entry) => entry.id);
    const payload = { entry_ids: ids, channel, reason: input.reason, source: input.source };
    if (ids.length > 0) await emit(tx, ctx, [{ kind: "dnc.imported", payload }, ...events]);
    return { added: ids.length, present: values.size - ids.length, cancelled };
  },
});
