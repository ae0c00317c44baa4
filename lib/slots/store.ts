import type { OrgTx } from "@/db/tenant";

export type NewSlot = {
  leadId: string;
  /** `kind:norm`; null for channels without an address, or none on file */
  pointKey: string | null;
  group: string;
  from: Date;
  seconds: number;
  communicationId: string;
  userId: string | null;
};

/** Standing slots that an override or a redial ends, when, and what their owners are told. */
export type Over = { ending: string[]; at: Date; reason: string };

/**
 * Takes both rows of a slot or none, ending standing slots first where it may; a message that waits on one of those is blocked. Returns
 * false when somebody else holds the slot; then everything is as before.
 */
export async function takeSlot(tx: OrgTx, slot: NewSlot, over?: Over): Promise<boolean> {
  if (over && over.ending.length > 0) return takeSlotOver(tx, slot, over);
  const [row] = await tx.sql<{ taken: boolean }[]>`
    select take_slot(${slot.leadId}, ${slot.pointKey}, ${slot.group}, ${slot.from}, ${slot.seconds}, ${slot.communicationId},
      ${slot.userId}, ${[]}::uuid[]) as taken`;
  return row?.taken === true;
}

/** The same for who needs no answer: sent with what it is for, and where somebody else holds the slot, the transaction fails. */
export function placeSlot(
  tx: OrgTx,
  { leadId, pointKey, group, from, seconds, communicationId, userId }: NewSlot,
): void {
  const given = [leadId, pointKey, group, from, seconds, communicationId, userId];
  tx.later({ select: "place_slot($1, $2, $3, $4, $5, $6, $7)", given });
}

async function takeSlotOver(tx: OrgTx, slot: NewSlot, over: Over): Promise<boolean> {
  const [row] = await tx.sql<{ taken: boolean }[]>`
    select take_slot_over(${slot.leadId}, ${slot.pointKey}, ${slot.group}, ${slot.from}, ${slot.seconds}, ${slot.communicationId},
      ${slot.userId}, ${over.ending}::uuid[], ${over.at}, ${over.reason}) as taken`;
  return row?.taken === true;
}

/** Takes the right to answer one message, which one person has; false when somebody else does. */
export async function takeReplySlot(tx: OrgTx, slot: NewSlot & { key: string }, over: Over): Promise<boolean> {
  const [row] = await tx.sql<{ taken: boolean }[]>`
    select take_reply_slot(${slot.key}, ${slot.group}, ${slot.from}, ${slot.communicationId}, ${slot.userId},
      ${over.ending}::uuid[], ${over.at}, ${over.reason}) as taken`;
  return row?.taken === true;
}

/** Stops what waits for a lead that goes out of sight; returns which. */
export async function cancelMessagesOfLead(tx: OrgTx, leadId: string, at: Date, reason: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    update communications set status = 'cancelled', error_code = 'CANCELLED', error_message = ${reason}, updated_at = ${at}
    where id in (select id from communications where lead_id = ${leadId} and status = 'queued' order by id for update) returning id`;
  return rows.map((row) => row.id);
}

export type BlockedMessage = {
  id: string;
  lead_id: string;
  user_id: string | null;
  channel: string;
  subject: string | null;
  reason: string | null;
};

/** Those of these messages that lost their slot at this moment. */
export async function listBlocked(tx: OrgTx, ids: string[], at: Date): Promise<BlockedMessage[]> {
  return tx.sql<BlockedMessage[]>`
    select id, lead_id, user_id, channel, subject, error_message as reason from communications
    where id = any(${ids}::uuid[]) and status = 'blocked' and updated_at = ${at} order by id`;
}
