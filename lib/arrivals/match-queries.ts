import type { OrgTx } from "@/db/tenant";
import { groupedBy } from "@/lib/core/grouped";

export type Match = { leadId: string; by: "message_id" | "references" | "address"; answeredId: string | null };
export type OurMessage = {
  id: string;
  lead_id: string;
  message_id: string;
  to_norm: string | null;
  status: string;
  user_id: string | null;
};

export type OurSide = { user_id: string | null; name: string | null };

/** Addresses that are ours, and whose: those that members sign in with, and of every mailbox. */
export async function listOurAddresses(tx: OrgTx): Promise<Map<string, OurSide>> {
  const rows = await tx.sql<(OurSide & { norm: string })[]>`
    select lower(email) as norm, user_id, name from memberships union all
    select b.address_norm, b.user_id, m.name from mailboxes b left join memberships m on m.org_id = b.org_id and m.user_id = b.user_id
    where b.channel = 'email' and b.state <> 'disconnected'`;
  return new Map(rows.map(({ norm, ...side }) => [norm, side]));
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

/** The emails that went to each of these addresses, the newest ten of each. */
export async function listWrittenTo(
  tx: OrgTx,
  norms: string[],
): Promise<{ to_norm: string; lead_id: string; occurred_at: Date }[]> {
  if (norms.length === 0) return [];
  return tx.sql<{ to_norm: string; lead_id: string; occurred_at: Date }[]>`
    select c.to_norm, c.lead_id, c.occurred_at from unnest(${norms}::text[]) as n(norm) cross join lateral (
      select to_norm, lead_id, occurred_at from communications where to_norm = n.norm and channel = 'email' and direction = 'outbound' and not twin
        and status in ('sending', 'sent', 'delivered', 'bounced', 'unknown', 'logged')
      order by occurred_at desc limit 10) c
    join leads l on l.id = c.lead_id and l.deleted_at is null`;
}

/** The Message-ID of the newest text that left for this number before; null when none did. */
export async function findTextedTo(tx: OrgTx, norm: string, before: Date): Promise<string | null> {
  const [row] = await tx.sql<{ message_id: string }[]>`
    select c.message_id from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
    where c.to_norm = ${norm} and c.channel = 'sms' and c.direction = 'outbound' and not c.twin and c.message_id is not null
      and c.status in ('sending', 'sent', 'delivered', 'bounced', 'unknown') and c.occurred_at <= ${before}
    order by c.occurred_at desc limit 1`;
  return row?.message_id ?? null;
}

/** The leads of each of these addresses, the one in play first. */
export async function listLeadsOf(
  tx: OrgTx,
  norms: string[],
  kind: "email" | "phone" = "email",
): Promise<Map<string, string[]>> {
  if (norms.length === 0) return new Map();
  const rows = await tx.sql<{ norm: string; id: string }[]>`
    select found.norm, l.id from (
      select norm, lead_id from contact_points where kind = ${kind} and norm = any (${norms}::text[]) and lead_id is not null
      union select p.norm, k.lead_id from contact_points p join lead_contacts k on k.org_id = p.org_id and k.contact_id = p.contact_id
      where p.kind = ${kind} and p.norm = any (${norms}::text[])) found
    join leads l on l.id = found.lead_id and l.deleted_at is null
    order by l.last_contacted_at desc nulls last, l.created_at, l.id`;
  const groups = groupedBy(rows, (row) => row.norm);
  return new Map([...groups].map(([norm, list]) => [norm, list.map((row) => row.id)]));
}

/** Leads that hold a message, of either side, with one of these ids. */
async function listLeadsNaming(tx: OrgTx, messageIds: string[]): Promise<{ message_id: string; lead_id: string }[]> {
  if (messageIds.length === 0) return [];
  return tx.sql<{ message_id: string; lead_id: string }[]>`
    select distinct k.message_id, k.lead_id from (
      select message_id, lead_id from thread_links where message_id = any (${messageIds}::text[])
      union select message_id, lead_id from communications where message_id = any (${messageIds}::text[]) and not twin) k
    join leads l on l.id = k.lead_id and l.deleted_at is null order by k.lead_id`;
}

export type Sought = { channel: "email" | "sms"; from_norm: string | null; named: string[]; throughList?: boolean };

/**
 * Whose each message is: the nearest message of ours that it names, then any that it names, then the address it came from. Of several leads
 * the one whose address it is. Through a list anybody answers anybody: there whoever is a lead speaks for themselves.
 */
export async function findMatches(tx: OrgTx, mails: Sought[]): Promise<(Match | null)[]> {
  const named = [...new Set(mails.flatMap((mail) => mail.named))];
  const normsOf = (channel: Sought["channel"]) => [
    ...new Set(mails.flatMap((mail) => (mail.channel === channel && mail.from_norm) || [])),
  ];
  const [ours, leadsOf, leadsOfNumbers, naming] = await Promise.all([
    listOurMessages(tx, named),
    listLeadsOf(tx, normsOf("email")),
    listLeadsOf(tx, normsOf("sms"), "phone"),
    listLeadsNaming(tx, named),
  ]);
  const oursById = groupedBy(ours, (one) => one.message_id);
  const namingById = groupedBy(naming, (one) => one.message_id);
  return mails.map((mail): Match | null => {
    const atAddress = (mail.channel === "sms" ? leadsOfNumbers : leadsOf).get(mail.from_norm ?? "") ?? [];
    const speaksForItself = mail.throughList === true && atAddress.length > 0;
    const pick = (ids: string[]) => ids.find((id) => atAddress.includes(id)) ?? (speaksForItself ? undefined : ids[0]);
    for (const id of mail.named) {
      const these = oursById.get(id) ?? [];
      const leadId = pick(these.map((one) => one.lead_id));
      if (leadId !== undefined)
        return { leadId, by: "message_id", answeredId: these.find((one) => one.lead_id === leadId)?.id ?? null };
    }
    const holders = mail.named.flatMap((id) => (namingById.get(id) ?? []).map((one) => one.lead_id));
    const holder = pick([...new Set(holders)].toSorted());
    if (holder !== undefined) return { leadId: holder, by: "references", answeredId: null };
    return atAddress[0] === undefined ? null : { leadId: atAddress[0], by: "address", answeredId: null };
  });
}
