import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { lockDncValues } from "@/lib/dnc/store";
import { type DncValue, storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import { findChannelAddress } from "./queries";
import { detectOptOut, type OptOut } from "./rules";

/** A message from a person, as the ledger keeps it. `address`: where it came from, when that is known. */
export type InboundMessage = {
  id: string;
  leadId: string;
  channel: string;
  subject: string | null;
  body: string | null;
  address?: DncValue | null;
};
export type FoundOptOut = { message: InboundMessage; optOut: OptOut; value: DncValue };

/**
 * Who asks to be left alone in these messages, and under which value that will be kept. The values are locked from here on, so ask
 * after the leads are locked and before a slot is taken.
 */
export async function findOptOuts(tx: OrgTx, messages: InboundMessage[]): Promise<FoundOptOut[]> {
  const found: FoundOptOut[] = [];
  for (const message of messages) {
    const optOut = detectOptOut(message);
    if (optOut) found.push({ message, optOut, value: await blockedValueOf(tx, message, optOut) });
  }
  if (found.length > 0)
    await lockDncValues(
      tx,
      found.map((one) => one.value),
    );
  return found;
}

/** Blocks first: an entry each, with their words as evidence, that waits for review. After the messages are in the ledger. */
export async function recordOptOuts(tx: OrgTx, found: FoundOptOut[], ctx: Context): Promise<void> {
  for (const { message, optOut, value } of found) {
    const terms = {
      channel: optOut.channel,
      reason: reasonOf(optOut),
      source: optOut.source,
      evidence: optOut.words,
      expiresAt: null,
      addedBy: null,
      communicationId: message.id,
    };
    const { added, events } = await storeEntries(tx, [value], terms, ctx);
    const [entry] = added;
    if (!entry) continue;
    const subjects = { lead_id: message.leadId, communication_id: message.id, dnc_entry_id: entry.id };
    const payload = { lead_id: message.leadId, id: entry.id, channel: optOut.channel, source: optOut.source };
    await emit(tx, ctx, [{ kind: "dnc.detected", leadId: message.leadId, subjects, payload }, ...events]);
  }
}

const reasonOf = ({ source, words, language }: OptOut) =>
  source === "keyword"
    ? `Answered ${words.toUpperCase().slice(0, 40)}`
    : `Asked to be left alone${language === "en" ? "" : ` (${language})`}`;

// The address that they wrote from; for a channel of another kind of address that one; the person when there is none.
async function blockedValueOf(
  tx: OrgTx,
  { leadId, channel, address }: InboundMessage,
  optOut: OptOut,
): Promise<DncValue> {
  const other = optOut.channel !== null && optOut.channel !== channel;
  if (address && !other) return address;
  const known = await findChannelAddress(tx, leadId, optOut.channel ?? channel);
  return known ?? { kind: "person", value: leadId };
}
