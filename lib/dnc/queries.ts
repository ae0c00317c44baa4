import type { OrgTx } from "@/db/tenant";
import { invalid, notFound } from "@/lib/core/errors";
import type { DncEntry, DncKind } from "./schema";

/** INVALID for a channel that does not count as contact here. */
export async function requireChannel(tx: OrgTx, code: string): Promise<void> {
  const [row] = await tx.sql`select 1 from channels where code = ${code} and counts_as_contact`;
  if (!row) throw invalid("channel", `There is no channel "${code}" that counts as contact here.`);
}

export async function findActiveEntry(
  tx: OrgTx,
  kind: DncKind,
  value: string,
  channel: string | null,
): Promise<{ id: string } | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from dnc_entries where kind = ${kind} and value_norm = ${value} and coalesce(channel, '') = ${channel ?? ""} and revoked_at is null`;
  return row ?? null;
}

/** Which of these values lasting entries hold already, as `kind value channel`; one that runs out makes way for a lasting one. */
export async function findLasting(tx: OrgTx, values: { kind: DncKind; value: string }[]): Promise<Set<string>> {
  const rows = await tx.sql<{ key: string }[]>`
    select e.kind || ' ' || e.value_norm || ' ' || coalesce(e.channel, '') as key
    from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value)
    join dnc_entries e on e.org_id = current_org_id() and e.kind = v.kind and e.value_norm = v.value
      and e.revoked_at is null and e.expires_at is null`;
  return new Set(rows.map((row) => row.key));
}

/** The addresses a person has now; NOT_FOUND when the id is no lead of this organization. */
export async function listPersonValues(tx: OrgTx, leadId: string): Promise<{ kind: DncKind; value: string }[]> {
  const [lead] = await tx.sql`select 1 from leads where id = ${leadId}`;
  if (!lead) throw notFound("lead");
  return tx.sql<
    { kind: DncKind; value: string }[]
  >`select kind, norm as value from contact_points where lead_id = ${leadId} order by kind, norm`;
}

/** Leads that an entry for one of these values reaches, the first hundred: those whose pages should show it at once. */
export async function listReachedLeads(tx: OrgTx, values: { kind: DncKind; value: string }[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    with v as (select * from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value))
    select cp.lead_id as id from v join contact_points cp on cp.norm = v.value and cp.kind = v.kind
    union select l.id from v join companies c on v.kind = 'domain' and c.domain = v.value join leads l on l.org_id = c.org_id and l.company_id = c.id
    union select l.id from v join leads l on l.id = case when v.kind = 'person' then v.value::uuid end
    limit 100`;
  return rows.map((row) => row.id);
}

export type EntryRow = Omit<DncEntry, "since" | "expires_at" | "revoked"> & { since: Date; expires_at: Date | null } & {
  revoked: { at: string; by: DncEntry["added_by"]; reason: string | null } | null;
};

/** The columns of an entry as the outside reads it; `e` is the entry. */
export const entryColumns = `
  e.id, e.kind, e.value_norm, e.channel, e.reason, e.source, case when e.communication_id is null or exists (select from communications k join leads v on v.org_id = k.org_id and v.id = k.lead_id
    where k.org_id = e.org_id and k.id = e.communication_id) then e.evidence end as evidence, e.created_at as since, e.expires_at,
  case when e.added_by is not null then jsonb_build_object('id', e.added_by, 'name', m.name) end as added_by,
  (select jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead'))
    from leads l where l.org_id = e.org_id and l.id = case when e.kind = 'person' then e.value_norm::uuid end) as lead,
  case when e.revoked_at is not null then jsonb_build_object('at', e.revoked_at, 'reason', e.revoked_reason,
    'by', case when e.revoked_by is not null then jsonb_build_object('id', e.revoked_by, 'name', rm.name) end) end as revoked,
  exists (select from dnc_removals r where r.entry_id = e.id and r.decision is null) as removal_asked,
  (select count(*)::int from collision_incidents i where i.dnc_entry_id = e.id) as blocked`;
export const entryJoins = `
  left join memberships m on m.org_id = e.org_id and m.user_id = e.added_by
  left join memberships rm on rm.org_id = e.org_id and rm.user_id = e.revoked_by`;

export const toEntry = ({ since, expires_at, revoked, ...row }: EntryRow): DncEntry => ({
  ...row,
  since: since.toISOString(),
  expires_at: expires_at?.toISOString() ?? null,
  revoked: revoked && { ...revoked, at: new Date(revoked.at).toISOString() },
});

/** One entry; NOT_FOUND when it is not here. */
export async function getEntry(tx: OrgTx, id: string): Promise<DncEntry> {
  const [row] = await tx.sql<EntryRow[]>`
    select ${tx.sql.unsafe(entryColumns)} from dnc_entries e ${tx.sql.unsafe(entryJoins)} where e.id = ${id}`;
  if (!row) throw notFound("entry");
  return toEntry(row);
}
