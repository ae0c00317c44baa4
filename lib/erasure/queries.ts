import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { ExportedPerson } from "./schema";

type Reach = { communications: number; addresses: number; same_address_leads: string[] };

/** How much is kept about a lead, and who shares an address with it; the lead is locked. NOT_FOUND when it is not here. */
export async function lockPerson(tx: OrgTx, leadId: string): Promise<Reach> {
  const [lead] = await tx.sql`select 1 from leads where id = ${leadId} and merged_into_id is null for no key update`;
  if (!lead) throw notFound("lead");
  const [reach] = await tx.sql<Reach[]>`
    select (select count(*)::int from communications where lead_id = ${leadId}) as communications,
      (select count(*)::int from contact_points where lead_id = ${leadId}) as addresses,
      coalesce((select array_agg(distinct o.lead_id) from contact_points p join contact_points o on o.norm = p.norm and o.kind = p.kind
        and o.lead_id <> p.lead_id where p.lead_id = ${leadId}), '{}') as same_address_leads`;
  if (!reach) throw new Error("A SELECT without FROM gave no row");
  return reach;
}

/** Everything that the tables hold about a lead; NOT_FOUND when it is not here. */
export async function getEverything(tx: OrgTx, leadId: string): Promise<Omit<ExportedPerson, "exported_at">> {
  const [row] = await tx.sql<Omit<ExportedPerson, "exported_at">[]>`
    select to_jsonb(l) || jsonb_build_object('company', (select c.name from companies c where c.id = l.company_id)) as lead,
      (select coalesce(jsonb_agg(to_jsonb(p) order by p.id), '[]') from contact_points p where p.lead_id = l.id) as contact_points,
      (select coalesce(jsonb_agg(t.name order by t.name), '[]') from lead_tags lt join tags t on t.id = lt.tag_id where lt.lead_id = l.id) as tags,
      (select coalesce(jsonb_agg(to_jsonb(c) order by c.occurred_at, c.id), '[]') from communications c where c.lead_id = l.id) as communications,
      (select coalesce(jsonb_agg(to_jsonb(h) order by h.at, h.id), '[]') from lead_status_history h where h.lead_id = l.id) as status_history,
      (select coalesce(jsonb_agg(to_jsonb(s) order by s.at, s.id), '[]') from consents s join contact_points p on p.norm = s.value_norm
        and p.kind = s.kind where p.lead_id = l.id) as consents,
      (select coalesce(jsonb_agg(to_jsonb(e) - 'value_hash' - 'key_check' order by e.created_at, e.id), '[]')
        from find_dnc_entries(l.id, null, null, null, '-infinity') e) as dnc_entries,
      (select coalesce(jsonb_agg(to_jsonb(i) order by i.at, i.id), '[]') from collision_incidents i where i.lead_id = l.id) as collisions,
      (select coalesce(jsonb_agg(to_jsonb(o) order by o.created_at, o.id), '[]') from outreach_overrides o join communications c
        on c.id = o.communication_id where c.lead_id = l.id) as overrides,
      (select coalesce(jsonb_agg(to_jsonb(n) order by n.created_at, n.id), '[]') from notes n where n.lead_id = l.id) as notes,
      (select coalesce(jsonb_agg(to_jsonb(i) order by i.occurred_at, i.id), '[]') from inbound_messages i
        where i.lead_id = l.id or (i.state = 'passing' and i.from_norm = lower(l.email))) as received,
      (select coalesce(jsonb_agg(to_jsonb(r) order by r.created_at, r.id), '[]') from call_results r join communications c
        on c.id = r.communication_id where c.lead_id = l.id) as calls,
      (select coalesce(jsonb_agg(to_jsonb(x) - 'words' order by x.created_at, x.id), '[]') from communication_transcripts x join communications c
        on c.id = x.communication_id where c.lead_id = l.id) as transcripts,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'at', e.at, 'actor', e.actor_name, 'via', e.via,
          'payload', q.payload::jsonb) order by e.at, e.id), '[]')
        from events e left join event_payloads q on q.id = e.id
        where e.lead_id in (select l.id union select m.from_id from lead_merges m where m.root_id = l.id and m.undone_at is null)) as events,
      (select coalesce(jsonb_agg(to_jsonb(o) order by m.id), '[]') from lead_merges m join leads o on o.id = m.from_id
        where m.root_id = l.id and m.undone_at is null) as merged_leads
    from leads l where l.id = ${leadId} and l.merged_into_id is null`;
  if (!row) throw notFound("lead");
  return row;
}
