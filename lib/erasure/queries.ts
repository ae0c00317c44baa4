import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { partJson, personParts } from "./part-rules";
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

const PARTS = Object.entries(personParts)
  .map(([name, part]) => `${partJson(part)} as ${name}`)
  .join(",\n");

/** Everything that the tables hold about a lead; NOT_FOUND when it is not here. */
export async function getEverything(tx: OrgTx, leadId: string): Promise<Omit<ExportedPerson, "exported_at">> {
  const [row] = await tx.sql<Omit<ExportedPerson, "exported_at">[]>`
    select to_jsonb(l) || jsonb_build_object('company', (select c.name from companies c where c.id = l.company_id)) as lead,
      (select coalesce(jsonb_agg(t.name order by t.name), '[]') from lead_tags lt join tags t on t.id = lt.tag_id where lt.lead_id = l.id) as tags,
      (select coalesce(jsonb_agg(to_jsonb(e) - 'value_hash' - 'key_check' order by e.created_at, e.id), '[]')
        from find_dnc_entries(l.id, null, null, null, '-infinity') e) as dnc_entries,
      ${tx.sql.unsafe(PARTS)},
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
