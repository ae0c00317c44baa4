import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { NewEvent } from "@/lib/events/emit";
import { cancelQueued } from "./cancel-queued";
import { listReachedLeads } from "./queries";
import type { Cancelled, DncKind, DncSource } from "./schema";
import { insertDncEntries, lockDncValues, type NewDncEntry, retireExpired, retireShorter } from "./store";

export type DncValue = { kind: DncKind; value: string };
/** What all entries of one go have in common. */
export type EntryTerms = {
  channel: string | null;
  reason: string;
  source: DncSource;
  evidence: string | null;
  expiresAt: Date | null;
  /** null: by itself */
  addedBy: string | null;
  communicationId?: string | null;
};
export type StoredEntries = {
  /** those that were not there, or take the place of one that would have ended before */
  added: NewDncEntry[];
  cancelled: Cancelled;
  /** what the leads and messages they reach learn of it */
  events: NewEvent[];
};

/** Adds what is not there yet, and cancels what waits for it. Waits for touches being written to these values, so that none slips through. */
export async function storeEntries(
  tx: OrgTx,
  values: DncValue[],
  terms: EntryTerms,
  ctx: Context,
): Promise<StoredEntries> {
  await lockDncValues(tx, values);
  await retireExpired(tx, values, ctx.now);
  await retireShorter(tx, values, terms.channel, terms.expiresAt, ctx.now);
  const entries = values.map(({ kind, value }) => ({
    ...terms,
    id: newId(),
    kind,
    valueNorm: value,
    communicationId: terms.communicationId ?? null,
    at: ctx.now,
  }));
  const ids = new Set(await insertDncEntries(tx, entries));
  const added = entries.filter((entry) => ids.has(entry.id));
  const { cancelled, events } = await cancelQueued(tx, [...ids], ctx.now);
  const reached = added.length > 0 ? await listReachedLeads(tx, values) : [];
  return { added, cancelled, events: [...events, ...reached.map((leadId) => blockedNow(leadId, terms.channel))] };
}

const blockedNow = (leadId: string, channel: string | null): NewEvent => ({
  kind: "lead.changed",
  leadId,
  subjects: { lead_id: leadId },
  payload: {
    lead_id: leadId,
    changes: channel ? { blocked_channel: { old: null, new: channel } } : { do_not_contact: { old: null, new: true } },
  },
});
