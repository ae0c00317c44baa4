import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { type DncValue, type EntryTerms, storeEntries } from "@/lib/dnc/store-entries";
import { emit, type NewEvent } from "@/lib/events/emit";
import { getRecipient, getSentTo, listStoppedValues } from "./queries";
import { type Recipient, type Stop, unsubscribeInputSchema } from "./schema";

/**
 * They say in a message's own link that they want to hear no more: entries on the do-not-contact list, which last, and whatever waits for
 * them is cancelled. Again changes nothing. The one who acts is the recipient, so the entries and the events name no user.
 */
export const unsubscribeRecipient = defineCommand({
  name: "unsubscribeRecipient",
  permission: "dnc:write",
  input: unsubscribeInputSchema,
  run: async (tx, { communication_id, stop }, ctx): Promise<Recipient> => {
    const { lead_id: leadId, to_norm: norm, kind } = await getSentTo(tx, communication_id);
    // Erased: the keyed hash stands for them already, and there is nobody left to name.
    if (norm === null) return getRecipient(tx, communication_id);
    const about = { leadId, communicationId: communication_id, own: { kind, value: norm } };
    const events: NewEvent[] = [];
    for (const one of stop.includes("everything") ? (["everything"] as const) : stop)
      events.push(...(await stopOne(tx, one, about, ctx)));
    await emit(tx, { ...ctx, actor: { userId: null, name: "The recipient", via: ctx.actor.via } }, events);
    return getRecipient(tx, communication_id);
  },
});

type About = { leadId: string; communicationId: string; own: DncValue };

async function stopOne(
  tx: OrgTx,
  stop: Stop,
  { leadId, communicationId, own }: About,
  ctx: Context,
): Promise<NewEvent[]> {
  const values = stop === "address" ? [own] : await listStoppedValues(tx, leadId, own);
  const channel = stop === "everything" ? null : stop === "address" ? "email" : stop;
  const terms: EntryTerms = {
    channel,
    reason: reasons[stop],
    source: "unsubscribe",
    evidence: `Unsubscribed by the link of message ${communicationId}`,
    expiresAt: null,
    addedBy: null,
    communicationId,
  };
  const { added, events } = await storeEntries(tx, values, terms, ctx);
  const told = added.map(({ id, kind, valueNorm }) => ({
    kind: "dnc.added",
    leadId,
    subjects: { lead_id: leadId, communication_id: communicationId, dnc_entry_id: id },
    payload: { id, kind, value: valueNorm, channel, reason: terms.reason, source: terms.source },
  }));
  return [...told, ...events];
}

const reasons: Record<Stop, string> = {
  address: "Unsubscribed from emails",
  call: "Wants no calls",
  sms: "Wants no text messages",
  whatsapp: "Wants no WhatsApp messages",
  linkedin: "Wants no LinkedIn messages",
  everything: "Wants no contact at all",
};
