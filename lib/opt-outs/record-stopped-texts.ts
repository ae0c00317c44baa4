import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { storeEntries } from "@/lib/dnc/store-entries";
import type { NewEvent } from "@/lib/events/emit";

/**
 * They answered STOP to a text, and its provider heard it and told it by refusing the next one: an entry for texts to this number, which lasts.
 * Returns what is told of it.
 */
export async function recordStoppedTexts(tx: OrgTx, norm: string, ctx: Context): Promise<NewEvent[]> {
  const terms = {
    channel: "sms",
    reason: "Answered STOP to a text",
    source: "keyword" as const,
    evidence: "Told by the provider",
    expiresAt: null,
    addedBy: null,
  };
  const { added, events } = await storeEntries(tx, [{ kind: "phone", value: norm }], terms, ctx);
  const told = added.map(({ id }) => ({
    kind: "dnc.added",
    subjects: { dnc_entry_id: id },
    payload: { id, kind: "phone", value: norm, channel: terms.channel, reason: terms.reason, source: terms.source },
  }));
  return [...told, ...events];
}
