import type { OrgTx } from "@/db/tenant";
import type { Cancelled } from "@/lib/dnc/schema";
import type { StandingEntry } from "./dry-run-rules";
import { keyOf } from "./dry-run-rules";

type Value = { kind: string; value: string };
const kindsOf = (values: Value[]) => values.map((one) => one.kind);
const valuesOf = (values: Value[]) => values.map((one) => one.value);

/** What stands for these values on this channel (null: all), by `kind value`: the one that covers it before a narrower one. */
export async function findStanding(
  tx: OrgTx,
  values: Value[],
  channel: string | null,
  at: Date,
): Promise<Map<string, StandingEntry>> {
  const rows = await tx.sql<(Value & StandingEntry)[]>`
    select distinct on (e.kind, e.value_norm) e.kind, e.value_norm as value, e.created_at as since,
      coalesce(e.channel, '') in ('', ${channel ?? ""}) and e.expires_at is null as covers
    from unnest(${kindsOf(values)}::text[], ${valuesOf(values)}::text[]) as v(kind, value)
    join dnc_entries e on e.value_norm = v.value and e.kind = v.kind
    where e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at})
      and (${channel}::text is null or e.channel is null or e.channel = ${channel})
    order by e.kind, e.value_norm, 4 desc, e.created_at`;
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** The leads that these values will stop, a domain those with an address there: all of them, and by `kind value`. */
export async function countTouchedLeads(
  tx: OrgTx,
  values: Value[],
): Promise<{ leads: number; byValue: Map<string, number> }> {
  // Read from end to end, so only where a domain was pasted.
  const there = values.some((one) => one.kind === "domain")
    ? tx.sql`union select v.kind, v.value, cp.lead_id from v join contact_points cp on v.kind = 'domain' and cp.corporate_domain = v.value`
    : tx.sql``;
  const rows = await tx.sql<(Value & { leads: number; all: number })[]>`
    with v as (select distinct * from unnest(${kindsOf(values)}::text[], ${valuesOf(values)}::text[]) as v(kind, value)),
    reached as (
      select v.kind, v.value, cp.lead_id from v join contact_points cp on cp.norm = v.value and cp.kind = v.kind
      ${there}),
    here as (select r.* from reached r join leads l on l.org_id = current_org_id() and l.id = r.lead_id and l.deleted_at is null)
    select kind, value, count(*)::int as leads, (select count(distinct lead_id)::int from here) as all from here group by kind, value`;
  return { leads: rows[0]?.all ?? 0, byValue: new Map(rows.map((row) => [keyOf(row), row.leads])) };
}

/** What waits to go out and would be cancelled by entries for these values. */
export async function countStopped(tx: OrgTx, values: Value[], channel: string | null): Promise<Cancelled> {
  const [row] = await tx.sql<Cancelled[]>`
    select (select count(*)::int from lead_sequence_enrollments e where e.status in ('active', 'paused', 'parked')
        and (${channel}::text is null or exists (select from sequence_steps p where p.version_id = e.version_id and p.kind = ${channel}))
        and exists (select from dnc_values(e.lead_id, null, null) d
          join unnest(${kindsOf(values)}::text[], ${valuesOf(values)}::text[]) as v(kind, value) on v.kind = d.kind and v.value = d.value)) as enrollments,
      (select count(*)::int from suggestions s where s.status in ('PENDING', 'MODIFIED') and s.type <> 'TASK'
        and (${channel}::text is null or s.channel is null or s.channel = ${channel})
        and exists (select from dnc_values(s.lead_id, null, null) d
          join unnest(${kindsOf(values)}::text[], ${valuesOf(values)}::text[]) as v(kind, value) on v.kind = d.kind and v.value = d.value)) as suggestions,
      count(*)::int as messages from communications c join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    where c.status = 'queued' and c.direction = 'outbound' and (${channel}::text is null or c.channel = ${channel})
      and exists (select from dnc_values(c.lead_id, ch.address_kind, c.to_norm) d
        join unnest(${kindsOf(values)}::text[], ${valuesOf(values)}::text[]) as v(kind, value) on v.kind = d.kind and v.value = d.value)`;
  return row ?? { messages: 0, enrollments: 0, suggestions: 0 };
}
