import type { OrgTx } from "@/db/tenant";

/** Which of these messages the ledger holds, as `message_id direction lead_id`. */
export async function findStored(tx: OrgTx, messageIds: string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ key: string }[]>`
    select message_id || ' ' || direction || ' ' || lead_id as key from communications
    where message_id = any (${[...new Set(messageIds)]}::text[])`;
  return new Set(rows.map((row) => row.key));
}

type Answered = { id: string; answers: { id: string; user_id: string | null }[] };

/** The stored message from this person that is answered, with the answers it has so far. */
export async function findAnswered(tx: OrgTx, leadId: string, messageId: string): Promise<Answered | null> {
  const [row] = await tx.sql<Answered[]>`
    select i.id, coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'user_id', o.user_id) order by o.occurred_at, o.id)
      from communications o where o.lead_id = i.lead_id and o.parent_id = i.id and o.direction = 'outbound'), '[]') as answers
    from communications i where i.message_id = ${messageId} and i.direction = 'inbound' and i.lead_id = ${leadId}`;
  return row ?? null;
}

/** Members by the address they sign in with. */
export async function listMembers(
  tx: OrgTx,
): Promise<{ user_id: string; email: string; name: string; role: string }[]> {
  return tx.sql<{ user_id: string; email: string; name: string; role: string }[]>`
    select user_id, email, name, role from memberships where active order by email`;
}
