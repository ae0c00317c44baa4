import type { OrgTx } from "@/db/tenant";
import { burstOf, type Click, machineOf } from "@/lib/communication-events/machine-rules";
import { insertCommunicationEvents, markMachines } from "@/lib/communication-events/store";
import { markBounced } from "@/lib/contact-points/bounce-store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { asFinder, deliveryEvent } from "@/lib/delivery/event-rules";
import { lockUnderway } from "@/lib/delivery/queries";
import { settle } from "@/lib/delivery/record-outcomes";
import { storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import { findTold, listEvents, type Told } from "./queries";
import { foldEvents } from "./rules";
import { recordProviderEventInputSchema } from "./schema";
import { updateFolded } from "./store";
import { isTooLate } from "./verify-webhook";

type Visitor = { agent: string | null; ip: string | null } | null;

/**
 * What a provider tells of a message: stored once, then folded into what the message is. A complaint puts the address onto the
 * do-not-contact list in the same transaction. Of opens and clicks nothing is kept while they are switched off. IN_PROGRESS while the message is still leaving: the provider tells it again.
 */
export const recordProviderEvent = defineCommand({
  name: "recordProviderEvent",
  permission: "communications:write",
  input: recordProviderEventInputSchema,
  run: async (tx, input, ctx): Promise<{ stored: boolean }> => {
    const told = await findTold(tx, input.communication_id, input.provider_message_id);
    const isLook = input.kind === "opened" || input.kind === "clicked";
    if (!told || (isLook && !told.is_tracked)) return { stored: false };
    if (input.provider === "twilio" && isTooLate(told.sent_at, ctx.now))
      throw new AppError("UNAUTHENTICATED", "This webhook is too old to be believed.");
    await makeLeft(tx, told, ctx);
    const { provider, provider_event_id: providerEventId, kind, at, url, visitor, raw } = input;
    const isMachine = isLook && isMachines(visitor, at, told.sent_at);
    const event = { communicationId: told.id, provider, providerEventId, kind, at, url, isMachine, raw };
    const [fresh] = await insertCommunicationEvents(tx, [event], ctx.now);
    if (!fresh) return { stored: false };
    if (kind === "clicked") await markMachines(tx, burstOf(await listClicks(tx, told.id)), ctx.now);
    if (kind === "complained" && told.to_norm) await stopFor(tx, told.to_norm, ctx);
    const folded = foldEvents(await listEvents(tx, told.id));
    const { moved } = await updateFolded(tx, told.id, folded, ctx.now);
    // Also when a report by mail told it before: the first moment counts, whoever tells it first.
    // What failed at the provider (its quota, our key, a phone that is off) says nothing about the address.
    if (kind === "bounced" && told.to_norm)
      await emit(tx, asFinder(ctx), await markBounced(tx, { norm: told.to_norm, state: "hard", since: at }, ctx.now));
    if (moved && folded.status === "bounced") {
      const reason = kind === "failed" ? "Its provider could not deliver it." : "It came back.";
      const about = deliveryEvent("message.failed", told, { code: "BOUNCED", reason });
      await emit(tx, asFinder(ctx), [{ ...about, kind: "message.bounced" }]);
    }
    return { stored: true };
  },
});

// A provider that says nothing of the program has left out its own; only the moment is judged then.
const isMachines = (visitor: Visitor, at: Date, sentAt: Date | null) =>
  machineOf({
    agent: visitor?.agent ?? "Mozilla/5.0 (unknown)",
    ip: visitor?.ip ?? null,
    method: "GET",
    purpose: null,
    at,
    sentAt,
  }) !== null;

const listClicks = (tx: OrgTx, id: string) => tx.sql<Click[]>`
  select id, at, url from communication_events where communication_id = ${id} and kind = 'clicked'`;

// Who tells of it has it: what was unknown has left.
async function makeLeft(tx: OrgTx, { id, status }: Told, ctx: Context): Promise<void> {
  if (status === "sending")
    throw new AppError("IN_PROGRESS", "This message is being sent right now. Try again in a minute.");
  if (status !== "unknown") return;
  const message = await lockUnderway(tx, id);
  if (message?.status === "unknown")
    await settle(tx, message, { kind: "sent", response: "Its provider told of it." }, ctx);
}

async function stopFor(tx: OrgTx, norm: string, ctx: Context): Promise<void> {
  const terms = {
    channel: null,
    reason: "Called a message of ours spam",
    source: "complaint" as const,
    evidence: "Told by the provider",
    expiresAt: null,
    addedBy: null,
  };
  const { added, events } = await storeEntries(tx, [{ kind: "email", value: norm }], terms, ctx);
  const [entry] = added;
  const payload = { kind: "email", value: norm, channel: null, reason: terms.reason, source: terms.source };
  const own = entry
    ? [{ kind: "dnc.added", subjects: { dnc_entry_id: entry.id }, payload: { id: entry.id, ...payload } }]
    : [];
  await emit(tx, asFinder(ctx), [...own, ...events]);
}
