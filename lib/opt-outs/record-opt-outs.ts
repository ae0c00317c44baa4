import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { cutText } from "@/lib/core/text-rules";
import { lockDncValues } from "@/lib/dnc/store";
import { type DncValue, storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import { findAnsweredAddress, findChannelAddress, isKnownAddress } from "./queries";
import { detectOptOut, type OptOut } from "./rules";
import { detectToldOptOut } from "./told-rules";

/** A message from a person, as the ledger keeps it. `address`: where it came from, when that is known; `answeredId`: the touch it answers. */
export type InboundMessage = {
  id: string;
  leadId: string;
  channel: string;
  subject: string | null;
  body: string | null;
  address?: DncValue | null;
  answeredId?: string | null;
  /** a colleague wrote it down of them */
  told?: boolean;
};
export type FoundOptOut = { message: InboundMessage; optOut: OptOut; values: DncValue[] };

/**
 * Who asks to be left alone in these messages, and under which values that will be kept. The values are locked from here on, so ask
 * after the leads are locked and before a slot is taken.
 */
export async function findOptOuts(tx: OrgTx, messages: InboundMessage[]): Promise<FoundOptOut[]> {
  const found: FoundOptOut[] = [];
  for (const message of messages) {
    const optOut = message.told ? detectToldOptOut(message) : detectOptOut(message);
    if (optOut) found.push({ message, optOut, values: await blockedValuesOf(tx, message, optOut.channel) });
  }
  if (found.length > 0)
    await lockDncValues(
      tx,
      found.flatMap((one) => one.values),
    );
  return found;
}

/** Blocks first: an entry for each value, with their words as evidence, that waits for review. After the messages are in the ledger. */
export async function recordOptOuts(tx: OrgTx, found: FoundOptOut[], ctx: Context): Promise<void> {
  for (const { message, optOut, values } of found) {
    const terms = {
      channel: optOut.channel,
      reason: reasonOf(optOut),
      source: optOut.source,
      evidence: optOut.words,
      expiresAt: null,
      addedBy: null,
      communicationId: message.id,
    };
    const { added, events } = await storeEntries(tx, values, terms, ctx);
    const told = added.map((entry) => ({
      kind: "dnc.detected",
      leadId: message.leadId,
      subjects: { lead_id: message.leadId, communication_id: message.id, dnc_entry_id: entry.id },
      payload: { lead_id: message.leadId, id: entry.id, channel: optOut.channel, source: optOut.source },
    }));
    await emit(tx, ctx, [...told, ...events]);
  }
}

/** A colleague says that a message asks to be left alone: the same happens as when we had understood it ourselves. */
export async function recordSaidOptOut(tx: OrgTx, message: InboundMessage, ctx: Context): Promise<void> {
  const values = await blockedValuesOf(tx, message, null);
  const reason = `${ctx.actor.name} read in their answer that they want to be left alone`;
  const evidence = cutText((message.body ?? message.subject ?? "").trim(), 500) || null;
  const terms = {
    channel: null,
    reason,
    source: "manual" as const,
    evidence,
    expiresAt: null,
    addedBy: ctx.actor.userId,
  };
  const { added, events } = await storeEntries(tx, values, terms, ctx);
  const told = added.map(({ id, kind, valueNorm: value }) => ({
    kind: "dnc.added",
    subjects: { dnc_entry_id: id },
    payload: { id, kind, value, channel: null, reason, source: terms.source },
  }));
  await emit(tx, ctx, [...told, ...events]);
}

/** A message of somebody whom we do not know. `from`: their address or number as it is compared. */
export type StrangersMessage = {
  channel: "email" | "sms";
  from: string;
  subject: string | null;
  body: string | null;
};

/** Who asks to be left alone is, whoever they turn out to be: their address is blocked before anybody says whose it is. */
export async function recordStrangersOptOuts(tx: OrgTx, messages: StrangersMessage[], ctx: Context): Promise<void> {
  const asked = messages.flatMap((message) => {
    const optOut = detectOptOut(message);
    const kind = message.channel === "sms" ? ("phone" as const) : ("email" as const);
    return optOut && (optOut.channel ?? message.channel) === message.channel
      ? [{ optOut, kind, value: message.from }]
      : [];
  });
  for (const { optOut, kind, value } of asked.sort((one, other) => (one.value < other.value ? -1 : 1))) {
    const { channel, source, words } = optOut;
    const terms = { channel, reason: reasonOf(optOut), source, evidence: words, expiresAt: null, addedBy: null };
    const { added, events } = await storeEntries(tx, [{ kind, value }], terms, ctx);
    const told = added.map(({ id }) => ({
      kind: "dnc.added",
      subjects: { dnc_entry_id: id },
      payload: { id, kind, value, channel, reason: terms.reason, source },
    }));
    await emit(tx, ctx, [...told, ...events]);
  }
}

const reasonOf = ({ source, words, language }: OptOut) =>
  source === "keyword"
    ? `Answered ${words.toUpperCase().slice(0, 40)}`
    : `Asked to be left alone${language === "en" ? "" : ` (${language})`}`;

// The address that they wrote from; for a channel of another kind of address that one; the person when there is none. Who writes from an
// address that we do not know means the one we wrote to as well.
async function blockedValuesOf(tx: OrgTx, message: InboundMessage, spokenOf: string | null): Promise<DncValue[]> {
  const { leadId, channel, address, answeredId } = message;
  const isOther = spokenOf !== null && spokenOf !== channel;
  if (address && !isOther && (await isKnownAddress(tx, leadId, address))) return [address];
  const answered = answeredId && !isOther ? await findAnsweredAddress(tx, answeredId) : null;
  const known = answered ?? (await findChannelAddress(tx, leadId, spokenOf ?? channel));
  const ours = known ?? { kind: "person" as const, value: leadId };
  return address && !isOther && (address.kind !== ours.kind || address.value !== ours.value) ? [address, ours] : [ours];
}
