import type { OrgTx } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { atLeast, type Role } from "@/lib/core/permissions";
import { entriesOfLeads } from "@/lib/dnc/lead-queries";
import { LEAD_STATUSES } from "./list-rules";
import type { Lead, LeadStatus, StatusMove } from "./schema";

type Iso = "created_at" | "updated_at" | "last_contacted_at" | "last_response_at";
export type LeadRow = Omit<Lead, Iso> & Record<Iso, Date | null>;

/**
 * The columns of a lead as the outside reads it; `l` is the lead, one of `page`, and `blockedOfPage` stands before. One definition for one
 * lead and for lists.
 */
export const leadColumns = `
  l.id, l.first_name, l.last_name, l.email, l.phone_e164 as phone, l.linkedin, l.title,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'domain', c.domain) end as company,
  case when o.user_id is not null then jsonb_build_object('id', o.user_id, 'name', o.name) end as owner,
  l.status, l.source, l.score, l.priority_tier, l.timezone,
  coalesce((select jsonb_agg(t.name order by t.name) from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
    where lt.org_id = l.org_id and lt.lead_id = l.id), '[]') as tags,
  l.metadata, l.source_metadata, l.estimated_value_minor, l.currency, l.expected_close_date::text as expected_close_date,
  l.predicted_close_probability, l.probability_override, l.last_contacted_at, l.last_contact_channel as last_contact_method,
  case when b.user_id is not null then jsonb_build_object('id', b.user_id, 'name', b.name) end as last_contacted_by,
  l.contact_count, l.last_response_at, l.reply_count, l.awaiting_reply, l.needs_reply,
  l.id in (select id from blocked) as do_not_contact,
  l.version, l.created_at, l.updated_at`;

export const leadJoins = `
  left join companies c on c.org_id = l.org_id and c.id = l.company_id
  left join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id
  left join memberships b on b.org_id = l.org_id and b.user_id = l.last_contacted_by`;

/**
 * Those of the leads `page (id)` whom nobody may contact on any channel: an entry stands for all of them, or one for each. Asked once for
 * all: asked for each it took more than half of a list.
 */
export const blockedOfPage = `
  q as materialized (select id as place, id as lead_id from page),
  p as materialized (select q.place, cp.kind, cp.norm from q join contact_points cp on cp.lead_id = q.lead_id),
  ${entriesOfLeads("now()", "null::text[]")},
  blocked as materialized (
    select e.place as id from entries e left join channels k on k.code = e.channel and k.counts_as_contact
    group by e.place
    having bool_or(e.channel is null) or count(distinct k.code) = (select count(*) from channels a where a.counts_as_contact))`;

/** One lead; NOT_FOUND when it is not here or deleted. */
export async function getLead(tx: OrgTx, id: string): Promise<Lead> {
  const rows = await tx.sql.unsafe<LeadRow[]>(
    `with page as (select $1::uuid as id), ${blockedOfPage}
     select ${leadColumns} from leads l ${leadJoins} where l.org_id = current_org_id() and l.id = $1 and l.deleted_at is null`,
    [id],
    { prepare: true },
  );
  if (!rows[0]) throw notFound("lead");
  return toLead(rows[0]);
}

/** Written out: to copy what is left of fifty rows took a twelfth of the list's time. */
export const toLead = (row: LeadRow): Lead => ({
  id: row.id,
  first_name: row.first_name,
  last_name: row.last_name,
  email: row.email,
  phone: row.phone,
  linkedin: row.linkedin,
  title: row.title,
  company: row.company,
  owner: row.owner,
  status: row.status,
  source: row.source,
  score: row.score,
  priority_tier: row.priority_tier,
  timezone: row.timezone,
  tags: row.tags,
  metadata: row.metadata,
  source_metadata: row.source_metadata,
  estimated_value_minor: row.estimated_value_minor,
  currency: row.currency,
  expected_close_date: row.expected_close_date,
  predicted_close_probability: row.predicted_close_probability,
  probability_override: row.probability_override,
  last_contacted_at: row.last_contacted_at?.toISOString() ?? null,
  last_contact_method: row.last_contact_method,
  last_contacted_by: row.last_contacted_by,
  contact_count: row.contact_count,
  last_response_at: row.last_response_at?.toISOString() ?? null,
  reply_count: row.reply_count,
  awaiting_reply: row.awaiting_reply,
  needs_reply: row.needs_reply,
  do_not_contact: row.do_not_contact,
  version: row.version,
  created_at: row.created_at?.toISOString() ?? "",
  updated_at: row.updated_at?.toISOString() ?? "",
});

/** Who changed a lead last, by its newest event that says so. */
export async function findLastEditor(tx: OrgTx, leadId: string): Promise<{ name: string; at: Date } | null> {
  const [row] = await tx.sql<{ name: string; at: Date }[]>`
    select coalesce(actor_name, 'Somebody') as name, at from events where lead_id = ${leadId} and kind = 'lead.changed'
    order by at desc limit 1`;
  return row ?? null;
}

export async function getTransition(
  tx: OrgTx,
  from: LeadStatus,
  to: LeadStatus,
): Promise<{ needs_reason: boolean; min_role: string }> {
  const [row] = await tx.sql<{ needs_reason: boolean; min_role: string }[]>`
    select needs_reason, min_role from lead_status_transitions where from_status = ${from} and to_status = ${to}`;
  if (!row)
    throw new AppError(
      "STATUS_NOT_ALLOWED",
      `A lead cannot go from ${from} to ${to}. Look at the moves its status allows.`,
    );
  return row;
}

/** The moves that the status of a lead allows, in the order of the statuses; a client has none but the undo of its conversion. */
export async function listMoves(tx: OrgTx, leadId: string, role: Role): Promise<StatusMove[]> {
  const rows = await tx.sql<{ to: LeadStatus; needs_reason: boolean; min_role: Role; back_role: Role | null }[]>`
    select m.to_status as to, m.needs_reason, m.min_role, b.min_role as back_role
    from leads l join lead_status_transitions m on m.from_status = l.status
    left join lead_status_transitions b on b.from_status = m.to_status and b.to_status = m.from_status
    where l.id = ${leadId} and l.status <> 'converted'`;
  const moves = rows.map(({ back_role, ...move }) => ({
    ...move,
    may: atLeast(role, move.min_role),
    may_return: back_role !== null && atLeast(role, back_role),
  }));
  return moves.sort((a, b) => LEAD_STATUSES.indexOf(a.to) - LEAD_STATUSES.indexOf(b.to));
}
