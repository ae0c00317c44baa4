import type { OrgTx } from "@/db/tenant";
import { looseCollisions, looseOverrides, overlappingSlots, plannedWithoutSlot, strayingSlots } from "./guard-queries";
import { looseMail, looseThreadLinks, wrongBounceMarks } from "./mail-queries";
import { wrongLeadSummaries, wrongStatuses, wrongThreadSummaries } from "./summary-queries";

/** `count`: how many rows break the rule. */
export type Check = { name: string; ok: boolean; count: number };

/** Touches whose thread, parent, correction or answer is not of their own lead, or whose answer is none. */
const looseTouches = `
  select count(*)::int as count
  from communications c
  left join threads t on t.org_id = c.org_id and t.id = c.thread_id
  left join communications p on p.org_id = c.org_id and p.id = c.parent_id
  left join communications r on r.org_id = c.org_id and r.id = c.replied_by_id
  left join communications k on k.org_id = c.org_id and k.id = c.corrects_id
  where c.org_id = current_org_id()
    and (t.lead_id <> c.lead_id or p.lead_id <> c.lead_id or k.lead_id <> c.lead_id
      or (c.replied_by_id is not null and (c.replied_at is null or r.lead_id <> c.lead_id or r.direction <> 'inbound')))`;

/** Leads whose address columns and primary contact points say different things. One that was merged has given its own away. */
const wrongContactPoints = `
  with said as (
    select l.id as lead_id, k.kind, k.value from leads l
    cross join lateral (values ('email', l.email), ('phone', l.phone_e164), ('linkedin', l.linkedin)) as k(kind, value)
    where l.org_id = current_org_id() and k.value is not null and l.merged_into_id is null),
  kept as (
    select p.lead_id, p.kind, case p.kind when 'email' then p.raw else p.norm end as value
    from contact_points p left join leads l on l.org_id = p.org_id and l.id = p.lead_id
    where p.org_id = current_org_id() and p.is_primary and l.merged_into_id is null)
  select count(distinct coalesce(s.lead_id, k.lead_id))::int as count
  from said s full join kept k on k.lead_id = s.lead_id and k.kind = s.kind
  where lower(btrim(s.value)) is distinct from lower(btrim(k.value))`;

/** Leads that search cannot find, or finds by words they no longer have. */
const wrongSearchDocuments = `
  select count(*)::int as count
  from leads l left join companies c on c.org_id = l.org_id and c.id = l.company_id
  left join lead_search s on s.org_id = l.org_id and s.id = l.id
  where l.org_id = current_org_id() and s.document is distinct from
    fold(concat_ws(' ', l.first_name, l.last_name, c.name, l.email, c.domain, l.title, l.phone_e164, l.linkedin))`;

/** Counts by day, hour, rep, channel and direction that are not what the ledger says. */
const wrongRollups =
  "select (select count(*) from rollup_differences())::int + (select count(*) from outreach_differences())::int as count";

const checks: Record<string, string> = {
  ledger_links: looseTouches,
  lead_summaries: wrongLeadSummaries,
  thread_summaries: wrongThreadSummaries,
  lead_statuses: wrongStatuses,
  contact_points: wrongContactPoints,
  search_documents: wrongSearchDocuments,
  received_mail: looseMail,
  thread_links: looseThreadLinks,
  bounced_addresses: wrongBounceMarks,
  planned_without_slot: plannedWithoutSlot,
  overlapping_slots: overlappingSlots,
  straying_slots: strayingSlots,
  override_links: looseOverrides,
  collision_links: looseCollisions,
  rollups: wrongRollups,
};

export const checkNames = Object.keys(checks);

/** Recounts everything that is kept twice in one organization and compares; changes nothing. */
export async function checkOrganization(tx: OrgTx): Promise<Check[]> {
  const found: Check[] = [];
  for (const name of checkNames) found.push(await checkOne(tx, name));
  return found;
}

/** One of the comparisons. */
export async function checkOne(tx: OrgTx, name: string): Promise<Check> {
  // A recount may take minutes where every page has seconds.
  tx.unhurried();
  const [row] = await tx.sql.unsafe<{ count: number }[]>(checks[name] ?? "select 1 as count");
  return { name, ok: row?.count === 0, count: row?.count ?? 0 };
}
