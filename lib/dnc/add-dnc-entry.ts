import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { findActiveEntry, listPersonValues, listReachedLeads, requireChannel } from "./queries";
import { normalizeDncValue } from "./rules";
import { type AddDncEntryInput, type AddedDncEntry, addDncEntryInputSchema, type DncKind } from "./schema";
import {
  cancelQueuedMessages,
  insertDncEntries,
  lockDncValues,
  type NewDncEntry,
  retireExpired,
  retireShorter,
} from "./store";

/**
 * Puts an address, domain or person on the do-not-contact list and cancels what is queued for it, in one transaction.
 * The same entry again answers with the one that stands; one that lasts longer takes its place. A person's entry covers every address they have now, by address.
 */
export const addDncEntry = defineCommand({
  name: "addDncEntry",
  permission: "dnc:write",
  input: addDncEntryInputSchema,
  run: async (tx, input, ctx): Promise<AddedDncEntry> => {
    const values = await valuesOf(tx, input, ctx.defaultRegion);
    const first = values[0];
    if (!first) throw invalid("value", "There is nothing to add.");
    const channel = input.channel ?? null;
    if (channel) await requireChannel(tx, channel);
    await lockDncValues(tx, values);
    await retireExpired(tx, values, ctx.now);
    await retireShorter(tx, values, channel, input.expires_at ? fromIso(input.expires_at) : null, ctx.now);

    const added = await insertDncEntries(
      tx,
      values.map((value) => entryOf(value, input, ctx)),
    );
    const entry = await findActiveEntry(tx, first.kind, first.value, channel);
    if (!entry) throw invalid("value", "The entry could not be added. Try again.");
    const messages = added.length > 0 ? await cancelQueuedMessages(tx, added, ctx.now) : 0;
    const created = added.includes(entry.id);
    if (created) {
      const payload = {
        id: entry.id,
        kind: first.kind,
        value: first.value,
        channel,
        reason: input.reason,
        source: input.source,
      };
      const reached = await listReachedLeads(tx, values);
      await emit(tx, ctx, [
        { kind: "dnc.added", subjects: { dnc_entry_id: entry.id }, payload },
        ...reached.map((lead_id) => ({
          kind: "lead.changed",
          leadId: lead_id,
          subjects: { lead_id },
          payload: blockedNow(lead_id),
        })),
      ]);
    }
    return {
      id: entry.id,
      kind: first.kind,
      value_norm: first.value,
      channel,
      created,
      cancelled: { messages, enrollments: 0, suggestions: 0 },
    };
  },
});

const blockedNow = (leadId: string) => ({ lead_id: leadId, changes: { do_not_contact: { old: null, new: true } } });

type Value = { kind: DncKind; value: string };

async function valuesOf(tx: OrgTx, { kind, value }: AddDncEntryInput, region: string): Promise<Value[]> {
  const normal = normalizeDncValue(kind, value, region);
  if (!normal.ok) throw invalid("value", normal.reason);
  const own = { kind, value: normal.norm };
  return kind === "person" ? [own, ...(await listPersonValues(tx, normal.norm))] : [own];
}

const entryOf = ({ kind, value }: Value, input: AddDncEntryInput, ctx: Context): NewDncEntry => ({
  id: newId(),
  kind,
  valueNorm: value,
  channel: input.channel ?? null,
  reason: input.reason,
  source: input.source,
  evidence: input.evidence ?? null,
  expiresAt: input.expires_at ? fromIso(input.expires_at) : null,
  addedBy: ctx.actor.userId,
  at: ctx.now,
});
