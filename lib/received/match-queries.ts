import type { OrgTx } from "@/db/tenant";

export type Match = { leadId: string; by: "message_id" | "references" | "address"; answeredId: string | null };
export type OurMessage = {
  id: string;
  lead_id: string;
  message_id: string;
  to_norm: string | null;
  status: string;
  user_id: string | null;
};

/** Addresses that are ours: those that members sign in with, and of every mailbox. */
export async function listOurAddresses(tx: OrgTx): Promise<Map<string, string | null>> {
  const rows = await tx.sql<{ norm: string; user_id: string | null }[]>`
    select lower(email) as norm, user_id from memberships union all
    select address_norm, user_id from mailboxes where channel = 'email' and state <> 'disconnected'`;
  return new Map(rows.map((row) => [row.norm, row.user_id]));
}

/** Our outbound messages with these ids, at leads that are there. */
export async function listOurMessages(tx: OrgTx, messageIds: string[]): Promise<OurMessage[]> {
  if (messageIds.length === 0) return [];
  return tx.sql<OurMessage[]>`
    select c.id, c.lead_id, c.message_id, c.to_norm, c.status, c.user_id from communications c
    join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
    where c.message_id = any (${messageIds}::text[]) and c.direction = 'outbound' and not c.twin and c.status not in ('draft', 'cancelled', 'blocked')
    order by c.occurred_at, c.id`;
}

/** The leads of an address, the one in play first. */
export async function listLeadsOf(tx: OrgTx, norm: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select l.id from (
      select lead_id from contact_points where kind = 'email' and norm = ${norm} and lead_id is not null
      union select k.lead_id from contact_points p join lead_contacts k on k.org_id = p.org_id and k.contact_id = p.contact_id
      where p.kind = 'email' and p.norm = ${norm}) found
    join leads l on l.id = found.lead_id and l.deleted_at is null
    order by l.last_contacted_at desc nulls last, l.created_at, l.id`;
  return rows.map((row) => row.id);
}

/** Leads that hold a message, of either side, with one of these ids. */
export async function listLeadsNaming(tx: OrgTx, messageIds: string[]): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const rows = await tx.sql<{ lead_id: string }[]>`
    select distinct k.lead_id from (
      select lead_id from thread_links where message_id = any (${messageIds}::text[])
      union select lead_id from communications where message_id = any (${messageIds}::text[]) and not twin) k
    join leads l on l.id = k.lead_id and l.deleted_at is null order by 1`;
  return rows.map((row) => row.lead_id);
}

/**
 * Whose a message is: the nearest message of ours that it names, then any that it names, then the address it came from. Of several leads
 * the one whose address it is.
 */
export async function findMatch(tx: OrgTx, mail: { from: string; named: string[] }): Promise<Match | null> {
  const [ours, atAddress] = await Promise.all([listOurMessages(tx, mail.named), listLeadsOf(tx, mail.from)]);
  const pick = (ids: string[]) => ids.find((id) => atAddress.includes(id)) ?? ids[0];
  for (const id of mail.named) {
    const these = ours.filter((one) => one.message_id === id);
    const leadId = pick(these.map((one) => one.lead_id));
    if (leadId !== undefined)
      return { leadId, by: "message_id", answeredId: these.find((one) => one.lead_id === leadId)?.id ?? null };
  }
  const named = pick(await listLeadsNaming(tx, mail.named));
  if (named !== undefined) return { leadId: named, by: "references", answeredId: null };
  return atAddress[0] === undefined ? null : { leadId: atAddress[0], by: "address", answeredId: null };
}
