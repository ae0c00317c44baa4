import type { OrgTx } from "@/db/tenant";

export type Passing = { message_id: string; from_norm: string | null };

/** Which of these are mail of a list that passed between others, or from us to all; by whom where it was a lead or one of us. */
export async function findPassing(tx: OrgTx, messageIds: string[]): Promise<Passing[]> {
  if (messageIds.length === 0) return [];
  return tx.sql<Passing[]>`
    select message_id, from_norm from inbound_messages where message_id = any (${messageIds}::text[]) and state = 'passing'`;
}

/** Who wrote each of these, as far as it arrived. */
export async function findAuthors(
  tx: OrgTx,
  messageIds: string[],
): Promise<Map<string, { email: string; norm: string }>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.sql<{ message_id: string; email: string; norm: string }[]>`
    select message_id, from_address as email, from_norm as norm from inbound_messages
    where message_id = any (${messageIds}::text[]) and from_norm is not null and kind in ('human', 'list')`;
  return new Map(rows.map(({ message_id, ...author }) => [message_id, author]));
}

/** These and what they answer and name, up through what passed on lists, two hundred at most; in no order but that these come first. */
export async function listAncestors(tx: OrgTx, messageIds: string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    with recursive up (id) as (
      select unnest(${messageIds}::text[])
      union
      select n.id from up join inbound_messages i on i.message_id = up.id
        cross join lateral unnest(array_append(string_to_array(coalesce(i."references", ''), ' '), i.in_reply_to)) n(id)
      where n.id <> '')
    select id from up limit 200`;
  return [...new Set([...messageIds, ...rows.map((row) => row.id)])].slice(0, 200);
}

/** The leads whose conversations one of these belongs to. */
export async function listLeadsJoined(
  tx: OrgTx,
  messageIds: string[],
): Promise<{ lead_id: string; message_id: string }[]> {
  if (messageIds.length === 0) return [];
  return tx.sql<{ lead_id: string; message_id: string }[]>`
    select k.lead_id, k.message_id from thread_links k join leads l on l.org_id = k.org_id and l.id = k.lead_id and l.deleted_at is null
    where k.message_id = any (${messageIds}::text[]) order by k.lead_id, k.message_id`;
}
