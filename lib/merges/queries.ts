import type { OrgTx } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { findForward } from "@/lib/core/forward";
import { tellMoney } from "@/lib/deals/rules";
import { getLead } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import type { Lead } from "@/lib/leads/schema";
import { type Changes, type Columns, differingFields, refusalOf } from "./rules";
import type { FieldName, MergePreview, Twins, WaitingConflict } from "./schema";

/** The whole rows of two leads as JSON, for update in the order of their ids; NOT_FOUND when one is not here, CONFLICT when they are one. */
export async function lockPair(tx: OrgTx, leadId: string, otherId: string): Promise<{ lead: Columns; other: Columns }> {
  if (leadId === otherId || (await findForward(tx, otherId)) === leadId) {
    throw new AppError("CONFLICT", "These two are one lead already. Reload to see it.");
  }
  await tx.sql`select id from leads where id in (${leadId}, ${otherId}) order by id for update`;
  return getRows(tx, leadId, otherId);
}

async function getRows(tx: OrgTx, leadId: string, otherId: string): Promise<{ lead: Columns; other: Columns }> {
  const rows = await tx.sql<{ id: string; row: Columns }[]>`
    select id, to_jsonb(l) as row from leads l where id in (${leadId}, ${otherId}) and deleted_at is null`;
  const [lead, other] = [leadId, otherId].map((id) => rows.find((row) => row.id === id)?.row);
  if (!lead || !other) throw notFound("lead");
  return { lead, other };
}

/** One row as it stands, locked already. */
export async function getColumns(tx: OrgTx, leadId: string): Promise<Columns> {
  const [found] = await tx.sql<
    { row: Columns }[]
  >`select to_jsonb(l) as row from leads l where id = ${leadId} and deleted_at is null`;
  if (!found) throw notFound("lead");
  return found.row;
}

/** What would happen, before anybody decides; NOT_FOUND when one of the two is not here. */
export async function previewMerge(tx: OrgTx, leadId: string, otherId: string, at: Date): Promise<MergePreview> {
  if (leadId === otherId) throw new AppError("CONFLICT", "A lead cannot be merged with itself. Choose another one.");
  const [lead, other] = await Promise.all([getLead(tx, leadId), getLead(tx, otherId)]);
  const rows = await getRows(tx, leadId, otherId);
  const [moves, doNotContact, noConsent, waiting] = await Promise.all([
    countMoves(tx, otherId),
    listEntries(tx, leadId, otherId, at),
    listDenials(tx, leadId, otherId),
    listWaitingConflicts(tx, leadId, otherId, at),
  ]);
  return {
    lead,
    other,
    fields: differingFields(rows.lead, rows.other).map(({ name, choice }) => ({
      name,
      choice,
      lead: textOf(lead, name),
      other: textOf(other, name),
    })),
    moves,
    do_not_contact: doNotContact,
    no_consent: noConsent,
    waiting,
    refusal: refusalOf(rows.lead, rows.other, { lead: displayName(lead), other: displayName(other) }),
  };
}

function textOf(lead: Lead, name: FieldName): string | null {
  if (name === "company" || name === "owner") return lead[name]?.name ?? null;
  if (name === "estimated_value") {
    const { estimated_value_minor: minor, currency } = lead;
    return minor === null || currency === null ? null : tellMoney({ minor, currency });
  }
  const value = lead[name];
  return value === null ? null : String(value);
}

async function countMoves(tx: OrgTx, id: string): Promise<MergePreview["moves"]> {
  const [row] = await tx.sql<MergePreview["moves"][]>`
    select (select count(*)::int from communications where lead_id = ${id}) as touches,
      (select count(*)::int from lead_contacts where lead_id = ${id}) as stakeholders,
      (select count(*)::int from contact_points where lead_id = ${id}) as addresses,
      (select count(*)::int from lead_tags where lead_id = ${id}) as tags`;
  if (!row) throw new Error("A SELECT without FROM gave no row");
  return row;
}

const listEntries = (tx: OrgTx, leadId: string, otherId: string, at: Date) => tx.sql<MergePreview["do_not_contact"]>`
  select distinct on (e.id) e.kind, case when e.value_hash is null then e.value_norm else 'an erased address' end as value, e.channel, e.reason
  from (select * from find_dnc_entries(${leadId}, null, null, null, ${at}) union all select * from find_dnc_entries(${otherId}, null, null, null, ${at})) e
  order by e.id`;

const listDenials = (tx: OrgTx, leadId: string, otherId: string) => tx.sql<MergePreview["no_consent"]>`
  select distinct p.kind, p.norm as value, c.status from contact_points p cross join lateral (
    select c.status from consents c where c.value_norm = p.norm and c.kind = p.kind and c.purpose = 'outreach' order by c.at desc, c.id desc limit 1) c
  where p.lead_id in (${leadId}, ${otherId}) and c.status in ('denied', 'withdrawn')`;

/**
 * Messages that wait at one of two leads and may not go out once these are one person: the other is on the do-not-contact list, said no,
 * or was contacted (or is about to be) on the same channel within the window. Of two that wait for one slot, the other lead's.
 */
export async function listWaitingConflicts(
  tx: OrgTx,
  leadId: string,
  otherId: string,
  at: Date,
): Promise<WaitingConflict[]> {
  const rows = await tx.sql<(Omit<WaitingConflict, "send_at"> & { send_at: Date })[]>`
    select q.id as communication_id, q.lead_id, q.channel, q.subject, q.send_at, q.why from (
      select c.id, c.lead_id, c.channel, c.subject, coalesce(c.scheduled_for, c.occurred_at) as send_at, case
        when exists (select from find_dnc_entries(x.far, null, null, c.channel, ${at})) then 'DNC_BLOCKED'
        when denied_elsewhere(x.far, ch.address_kind, coalesce(c.to_norm, '')) then 'NO_CONSENT'
        when exists (
          select from contact_guards g join contact_guards h on h.org_id = g.org_id and h.scope = 'lead' and h.scope_key = x.far::text
            and h.channel_group = g.channel_group and h.span && g.span
          join communications o on o.org_id = h.org_id and o.id = h.communication_id
          where g.org_id = c.org_id and g.communication_id = c.id and g.scope = 'lead' and (c.lead_id = ${otherId} or o.status <> 'queued')) then 'RECENTLY_CONTACTED'
        end as why
      from (values (${leadId}::uuid, ${otherId}::uuid), (${otherId}::uuid, ${leadId}::uuid)) as x(near, far)
      join communications c on c.lead_id = x.near and c.status = 'queued' and c.direction = 'outbound'
      join channels ch on ch.org_id = c.org_id and ch.code = c.channel) q
    where q.why is not null order by q.id`;
  return rows.map((row) => ({ ...row, send_at: row.send_at.toISOString() }));
}

export type StandingMerge = { id: string; from_id: string; into_id: string; fields: Changes; at: Date; final: boolean };

/** The merge that is meant by a lead: the one that took it away, or else the last one into it. NOT_FOUND when there is none. */
export async function getStandingMerge(tx: OrgTx, leadId: string): Promise<StandingMerge> {
  const [merge] = await tx.sql<StandingMerge[]>`
    select id, from_id, into_id, fields, at, final from lead_merges where undone_at is null and ${leadId} in (from_id, into_id)
    order by from_id = ${leadId} desc, id desc limit 1`;
  if (!merge) throw notFound("merge");
  return merge;
}

/** The merge that has to be taken back before this one, in words; null when this is the last. */
export async function findLaterMerge(tx: OrgTx, { id, into_id }: StandingMerge): Promise<string | null> {
  const [later] = await tx.sql<{ away: string; stayed: string }[]>`
    select concat_ws(' ', a.first_name, a.last_name) as away, concat_ws(' ', b.first_name, b.last_name) as stayed
    from lead_merges m left join leads a on a.org_id = m.org_id and a.id = m.from_id left join leads b on b.org_id = m.org_id and b.id = m.into_id
    where m.undone_at is null and (m.from_id = ${into_id} or (m.into_id = ${into_id} and m.id > ${id}))
    order by m.from_id = ${into_id} desc, m.id desc limit 1`;
  return later ? `${later.away || "a lead"} into ${later.stayed || "another"}` : null;
}

const nameOfOther =
  "coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, l.linkedin, 'Unnamed lead')";

/** Who may be the same person as a lead, the likeliest three, and who is a part of it already: one query for its page. */
export async function findTwins(tx: OrgTx, leadId: string): Promise<Twins> {
  const name = tx.sql.unsafe(nameOfOther);
  const [row] = await tx.sql<Twins[]>`
    select (
      select coalesce(json_agg(t), '[]') from (
        select l.id, ${name} as name, d.reasons from duplicate_pairs d
        join leads l on l.org_id = d.org_id and l.id = case when d.lead_id = ${leadId} then d.other_id else d.lead_id end and l.deleted_at is null
        where (d.lead_id = ${leadId} or d.other_id = ${leadId}) and d.state = 'open' order by d.score desc, d.id desc limit 3) t) as twins, (
      select json_build_object('name', ${name}, 'by', b.name) from lead_merges m left join leads l on l.org_id = m.org_id and l.id = m.from_id
      left join memberships b on b.org_id = m.org_id and b.user_id = m.merged_by
      where m.into_id = ${leadId} and m.undone_at is null and not m.final order by m.id desc limit 1) as merged`;
  if (!row) throw new Error("A SELECT without FROM gave no row");
  return row;
}

/** Touches at a lead that came since a moment. */
export async function countTouchesSince(tx: OrgTx, leadId: string, since: Date): Promise<number> {
  const [row] = await tx.sql<
    { n: number }[]
  >`select count(*)::int as n from communications where lead_id = ${leadId} and created_at > ${since}`;
  return row?.n ?? 0;
}
