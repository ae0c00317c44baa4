import type { OrgTx } from "@/db/tenant";
import { touchEvents } from "@/lib/communications/event-rules";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, type LockedLead } from "@/lib/leads/store";
import { findOptOuts, recordOptOuts } from "@/lib/opt-outs/record-opt-outs";
import { linkAnswers } from "@/lib/threads/link-answers";
import { placeInThread, updateReplyClass } from "@/lib/threads/store";
import type { Match } from "./match-queries";
import type { StoredMail } from "./queries";

/** A person's message becomes a touch of the ledger: it answers, moves the status, is told, and stops what it asks to stop. */
export async function insertReply(
  tx: OrgTx,
  mail: StoredMail,
  match: Pick<Match, "answeredId">,
  lead: LockedLead,
  ctx: Context,
): Promise<{ communicationId: string; threadId: string }> {
  const messageId = mail.repeats_id ? `${mail.message_id}+${mail.id}` : mail.message_id;
  const place = { leadId: lead.id, channel: "email", messageId, named: mail.named, subject: mail.subject };
  const threadId = await placeInThread(tx, place);
  const touch: NewCommunication = {
    id: newId(),
    leadId: lead.id,
    companyId: lead.company_id,
    userId: mail.user_id,
    actorName: mail.user_name,
    source: "inbox_sync",
    intent: "happened",
    channel: "email",
    direction: "inbound",
    fromAddress: mail.from_address,
    toAddress: mail.to_addresses?.split(", ")[0] ?? null,
    subject: mail.subject,
    body: mail.body,
    status: "received",
    threadId,
    parentId: match.answeredId,
    messageId,
    inReplyTo: mail.in_reply_to,
    references: mail.references,
    occurredAt: mail.occurred_at,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const address = mail.from_norm ? { kind: "email" as const, value: mail.from_norm } : null;
  const said = { id: touch.id, leadId: lead.id, channel: "email", subject: mail.subject, body: mail.body, address };
  const optOuts = await findOptOuts(tx, [said]);
  await insertCommunications(tx, [touch]);
  await linkAnswers(tx, threadId, ctx.now);
  await moveStatus(tx, touch, lead, ctx);
  await recordOptOuts(tx, optOuts, ctx);
  await updateReplyClass(tx, threadId, ctx.now);
  return { communicationId: touch.id, threadId };
}

/** The moves that a touch makes by itself, and what everyone at the lead learns of it. */
export async function moveStatus(tx: OrgTx, touch: NewCommunication, lead: LockedLead, ctx: Context): Promise<void> {
  const moves = movesAfterTouch(lead.status, { direction: touch.direction, responded: false });
  const actorId = ctx.actor.userId || null;
  await insertStatusMoves(
    tx,
    moves.map((move) => ({ ...move, leadId: lead.id, actorId, at: ctx.now })),
  );
  const last = moves.at(-1)?.to;
  const moved = last === undefined ? null : { old: lead.status, new: last };
  if (last !== undefined) lead.status = last;
  await emit(tx, ctx, touchEvents(touch, moved, ctx));
}
