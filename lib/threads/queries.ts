import type { OrgTx } from "@/db/tenant";

export type Kin = { thread_id: string | null; communication_id: string | null };

/** Conversations of a lead that one of these Message-IDs belongs to, and touches with such an id that are in none yet. */
export async function findKin(tx: OrgTx, leadId: string, messageIds: string[]): Promise<Kin[]> {
  return tx.sql<Kin[]>`
    select k.thread_id, null::uuid as communication_id from thread_links k where k.lead_id = ${leadId} and k.message_id = any (${messageIds}::text[])
    union
    select c.thread_id, c.id from communications c where c.message_id = any (${messageIds}::text[]) and c.lead_id = ${leadId} and not c.twin`;
}

/** The newest message of a person in a conversation. */
export async function findNewestAnswer(
  tx: OrgTx,
  threadId: string,
): Promise<{ subject: string | null; body: string | null } | null> {
  const [row] = await tx.sql<{ subject: string | null; body: string | null }[]>`
    select subject, body from communications where thread_id = ${threadId} and direction = 'inbound' and mail_kind is null
    order by occurred_at desc, message_id desc limit 1`;
  return row ?? null;
}
