import type { OrgTx } from "@/db/tenant";
import type { Match } from "@/lib/arrivals/match-queries";
import { listAncestors } from "@/lib/arrivals/passing-queries";
import type { StoredMail } from "@/lib/arrivals/queries";
import type { Settled } from "@/lib/arrivals/store";
import { touchEvents } from "@/lib/communications/event-rules";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit, type NewEvent } from "@/lib/events/emit";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, type LockedLead, type StatusMove } from "@/lib/leads/store";
import { findOptOuts, type InboundMessage, recordOptOuts } from "@/lib/opt-outs/record-opt-outs";
import { linkAnswers } from "@/lib/threads/link-answers";
import { placeInThreads, updateReplyClasses } from "@/lib/threads/store";
import { type Pair, saidIn } from "@/lib/told-touches/rules";
import { findTold, updateReadAs } from "@/lib/told-touches/store";

export type Reply = {
  mail: StoredMail;
  lead: LockedLead;
  answeredId: string | null;
  by: Match["by"] | "person";
};

/** Messages of persons become touches of the ledger: they answer, move the status, are told, and stop what they ask to stop. */
export async function insertReplies(tx: OrgTx, replies: Reply[], ctx: Context): Promise<Settled[]> {
  if (replies.length === 0) return [];
  const placed = await Promise.all(
    replies.map(async ({ mail, lead }) => ({
      leadId: lead.id,
      channel: mail.channel,
      messageId: ledgerIdOf(mail),
      named: mail.throughList ? await listAncestors(tx, mail.named) : mail.named,
      subject: mail.subject,
    })),
  );
  const threads = await placeInThreads(tx, placed);
  const touches = replies.map((one, nth) => touchOf(one, threads[nth] ?? null, ctx));
  const optOuts = await findOptOuts(
    tx,
    replies.map((one, nth) => saidBy(one, touches[nth]?.id ?? "")),
  );
  await insertCommunications(tx, touches);
  await linkAnswers(tx, threads, ctx.now);
  const told = await findTold(tx, touches.map(saidIn));
  await moveStatuses(
    tx,
    replies.map(({ lead }, nth) => ({ lead, touch: touches[nth] })),
    told,
    ctx,
  );
  await recordOptOuts(tx, optOuts, ctx);
  await updateReplyClasses(tx, threads, ctx.now);
  await updateReadAs(tx, told, ctx.now);
  return replies.map(({ mail, lead, by, answeredId }, nth) => ({
    id: mail.id,
    leadId: lead.id,
    by,
    communicationId: touches[nth]?.id ?? null,
    threadId: threads[nth] ?? null,
    aboutId: answeredId,
  }));
}

// Another message under a Message-ID that was taken stands under a name of its own.
const ledgerIdOf = (mail: StoredMail) => (mail.repeats_id ? `${mail.message_id}+${mail.id}` : mail.message_id);

function touchOf({ mail, lead, answeredId }: Reply, threadId: string | null, ctx: Context): NewCommunication {
  return {
    id: newId(),
    leadId: lead.id,
    companyId: lead.company_id,
    userId: mail.user_id,
    actorName: mail.user_name,
    source: "inbox_sync",
    intent: "happened",
    channel: mail.channel,
    direction: "inbound",
    fromAddress: mail.from_address,
    toAddress: mail.to_addresses?.split(", ")[0] ?? null,
    subject: mail.subject,
    body: mail.body,
    status: "received",
    threadId,
    parentId: answeredId,
    messageId: ledgerIdOf(mail),
    inReplyTo: mail.in_reply_to,
    references: mail.references,
    occurredAt: mail.occurred_at,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

function saidBy({ mail, lead, answeredId }: Reply, id: string): InboundMessage {
  const kind = mail.channel === "sms" ? ("phone" as const) : ("email" as const);
  const address = mail.from_norm ? { kind, value: mail.from_norm } : null;
  return { id, leadId: lead.id, channel: mail.channel, subject: mail.subject, body: mail.body, address, answeredId };
}

/** The moves that touches make by themselves, and what everyone at their leads learns of them; those that were `told` by hand before are no news. */
export async function moveStatuses(
  tx: OrgTx,
  list: { lead: LockedLead; touch: NewCommunication | undefined }[],
  told: readonly Pair[],
  ctx: Context,
): Promise<void> {
  const moves: StatusMove[] = [];
  const events: NewEvent[] = [];
  for (const { lead, touch } of list) {
    if (!touch) continue;
    const own = movesAfterTouch(lead.status, { direction: touch.direction, responded: false });
    moves.push(...own.map((move) => ({ ...move, leadId: lead.id, actorId: ctx.actor.userId || null, at: ctx.now })));
    const last = own.at(-1)?.to;
    const isKnown = told.some((one) => one.messageId === touch.id);
    events.push(...touchEvents(touch, last === undefined ? null : { old: lead.status, new: last }, ctx, isKnown));
    if (last !== undefined) lead.status = last;
  }
  await insertStatusMoves(tx, moves);
  await emit(tx, ctx, events);
}
