import type { OrgTx } from "@/db/tenant";

export type Kin = { lead_id: string; message_id: string; thread_id: string | null; communication_id: string | null };

/** Conversations of these leads that one of these Message-IDs belongs to, and touches with such an id that are in none yet. */
export async function findKin(tx: OrgTx, leadIds: string[], messageIds: string[]): Promise<Kin[]> {
  return tx.sql<Kin[]>`
    select k.lead_id, k.message_id, k.thread_id, null::uuid as communication_id
    from thread_links k where k.lead_id = any (${leadIds}::uuid[]) and k.message_id = any (${messageIds}::text[])
    union
    select c.lead_id, c.message_id, c.thread_id, c.id
    from communications c where c.message_id = any (${messageIds}::text[]) and c.lead_id = any (${leadIds}::uuid[]) and not c.twin`;
}

export type NewestAnswer = { thread_id: string; subject: string | null; body: string | null };

/** The newest message of a person in each of these conversations that has one. */
export async function listNewestAnswers(tx: OrgTx, threadIds: string[]): Promise<NewestAnswer[]> {
  return tx.sql<NewestAnswer[]>`
    select distinct on (thread_id) thread_id, subject, body from communications
    where thread_id = any (${threadIds}::uuid[]) and direction = 'inbound' and mail_kind is null
    order by thread_id, occurred_at desc, message_id desc`;
}
