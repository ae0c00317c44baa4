import type { OrgTx } from "@/db/tenant";
import { isFreeMail } from "@/lib/contact-points/free-mail-rules";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { findActiveEntry, listPersonValues, requireChannel } from "./queries";
import { normalizeDncValue, requireLaterEnd } from "./rules";
import { type AddDncEntryInput, type AddedDncEntry, addDncEntryInputSchema } from "./schema";
import { type DncValue, storeEntries } from "./store-entries";

/**
 * Puts an address, domain or person on the do-not-contact list and cancels what is queued for it, in one transaction.
 * The same entry again answers with the one that stands; one that lasts longer takes its place. A person's entry covers every address they have now, by address.
 */
export const addDncEntry = defineCommand({
  name: "addDncEntry",
  permission: "dnc:write",
  input: addDncEntryInputSchema,
  run: async (tx, input, ctx): Promise<AddedDncEntry> => {
    requireLaterEnd(input.expires_at, ctx.now);
    const values = await valuesOf(tx, input, ctx.defaultRegion);
    const first = values[0];
    if (!first) throw invalid("value", "There is nothing to add.");
    const channel = input.channel ?? null;
    if (channel) await requireChannel(tx, channel);
    const terms = {
      channel,
      reason: input.reason,
      source: input.source,
      evidence: input.evidence ?? null,
      expiresAt: input.expires_at ? fromIso(input.expires_at) : null,
      addedBy: ctx.actor.userId,
    };
    const { added, cancelled, events } = await storeEntries(tx, values, terms, ctx);
    const entry = await findActiveEntry(tx, first.kind, first.value, channel);
    if (!entry) throw invalid("value", "The entry could not be added. Try again.");
    const created = added.some((one) => one.id === entry.id);
    const { reason, source } = input;
    const payload = { id: entry.id, ...first, channel, reason, source };
    const own = created ? [{ kind: "dnc.added", subjects: { dnc_entry_id: entry.id }, payload }] : [];
    // Also for an entry that stood: a person's new addresses may have stopped what waits for them.
    await emit(tx, ctx, [...own, ...events]);
    return { id: entry.id, kind: first.kind, value_norm: first.value, channel, created, cancelled };
  },
});

async function valuesOf(tx: OrgTx, { kind, value }: AddDncEntryInput, region: string): Promise<DncValue[]> {
  const normal = normalizeDncValue(kind, value, region);
  if (!normal.ok) throw invalid("value", normal.reason);
  if (kind === "domain" && isFreeMail(normal.norm))
    throw invalid("value", `Anybody can have an address at ${normal.norm}. Add the address instead.`);
  const own = { kind, value: normal.norm };
  return kind === "person" ? [own, ...(await listPersonValues(tx, normal.norm))] : [own];
}
