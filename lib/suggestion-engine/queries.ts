import type { OrgTx } from "@/db/tenant";
import { inSequence, LEFT_TO_SEQUENCES } from "@/lib/suggestions/store";
import type { Candidate, Cause, TrackRecord } from "./rules";

/** The next leads by id, closed or not: a part of the organization that is looked through in one go. */
export async function listPart(tx: OrgTx, after: string | undefined, limit: number): Promise<string[]> {
  const behind = after ? tx.sql`and l.id > ${after}::uuid` : tx.sql``;
  const rows = await tx.sql<{ id: string }[]>`
    select l.id from leads l where l.org_id = current_org_id() ${behind} order by l.id limit ${limit}`;
  return rows.map((row) => row.id);
}

/** The leads that sealed events behind a position are about, up to another; at most `limit`. */
export async function listTouched(tx: OrgTx, after: string, until: string, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    select distinct e.lead_id from events e where e.org_id = current_org_id() and e.position > ${after}::bigint and e.position <= ${until}::bigint
      and e.lead_id is not null and e.kind not like 'suggestion.%' limit ${limit}`;
  return rows.map((row) => row.lead_id);
}

/**
 * Those of these leads about which something could be done and nothing of the kind was proposed: one ground for each, the strongest. Nobody who is on
 * the do-not-contact list for the channel, nobody without an address on it, and nothing of a kind that its owner or an admin switched off. The most promising first.
 */
export async function listCandidates(tx: OrgTx, ids: string[], now: Date, limit: number): Promise<Candidate[]> {
  const params = [now.toISOString(), String(limit), `{${ids.join(",")}}`];
  return tx.sql.unsafe<Candidate[]>(candidateText, params, { prepare: true });
}

// What it is about: the newest touch, or that the lead is as far along as it is.
const fingerprint = `g.cause || ':' || case when g.cause in ('stakeholder_missing', 'proposal_due')
  then extract(epoch from l.status_changed_at)::text else coalesce(l.last_communication_id::text, 'none') end`;

// Grounds in the order of their weight; a lead has at most one that contacts them open, and one task.
const candidateText = `
  with grounds as (
    select l.id, l.score, g.cause, g.type, g.channel, g.kind, g.weight
    from leads l cross join lateral (
      select 'unanswered' as cause, 'REPLY' as type, 'email' as channel, 'contact' as kind, 1 as weight
        where l.needs_reply and l.last_response_at < $1::text::timestamptz - interval '4 hours' and l.last_response_at > $1::text::timestamptz - interval '30 days'
      union all select 'meeting_passed', 'SEND_EMAIL', 'email', 'contact', 2
        where l.last_contact_channel = 'meeting' and l.awaiting_reply
          and l.last_contacted_at between $1::text::timestamptz - interval '14 days' and $1::text::timestamptz - interval '12 hours'
      union all select 'no_answer', 'SEND_EMAIL', 'email', 'contact', 3
        where l.awaiting_reply and l.last_contact_channel = 'email' and l.contact_count - l.reply_count < 5
          and l.last_contacted_at between $1::text::timestamptz - interval '30 days' and $1::text::timestamptz - interval '5 days'
      union all select 'proposal_due', 'SEND_PROPOSAL', 'email', 'contact', 4
        where l.status = 'qualified' and l.status_changed_at between $1::text::timestamptz - interval '60 days' and $1::text::timestamptz - interval '3 days'
      union all select 'hot_silent', 'FOLLOW_UP', null, 'contact', 5
        where l.priority_tier = 'hot' and l.last_activity_at < $1::text::timestamptz - interval '14 days'
      union all select 'other_channel', 'SCHEDULE_CALL', 'call', 'contact', 6
        where l.contact_count >= 3 and l.reply_count = 0 and l.phone_e164 is not null
          and l.last_contacted_at between $1::text::timestamptz - interval '60 days' and $1::text::timestamptz - interval '3 days'
          and not exists (select from communications c where c.org_id = l.org_id and c.lead_id = l.id and c.channel = 'call')
      union all select 'stakeholder_missing', 'TASK', null, 'task', 7
        where l.status in ('qualified', 'proposal') and not exists (select from lead_contacts k where k.org_id = l.org_id and k.lead_id = l.id)
    ) g
    where l.org_id = current_org_id() and l.id = any ($3::text::uuid[]) and l.deleted_at is null and l.merged_into_id is null and l.status not in ('converted', 'lost', 'unqualified')),
  -- What was proposed already is left out first: asking for addresses and the do-not-contact list costs a hundred times as much.
  fresh as materialized (
    select g.*, l.owner_id, ${fingerprint} as fingerprint from grounds g join leads l on l.org_id = current_org_id() and l.id = g.id
    where not exists (
      select from suggestions s where s.org_id = current_org_id() and s.lead_id = g.id and (
        s.fingerprint = ${fingerprint}
        or (s.status in ('PENDING', 'MODIFIED') and (s.type = 'TASK') = (g.kind = 'task'))))
      and not (g.cause in (${LEFT_TO_SEQUENCES}) and ${inSequence("g.id")})),
  chosen as (
    select distinct on (g.id, g.kind) g.* from fresh g
    where not exists (select from autonomy_settings a where a.org_id = current_org_id() and a.action = g.type and a.level = 'off'
        and (a.user_id is null or a.user_id = g.owner_id))
      and (g.channel is distinct from 'email' or exists (
        select from contact_points p where p.org_id = current_org_id() and p.lead_id = g.id and p.kind = 'email' and p.invalid_at is null))
      and (g.channel is null or not exists (select from find_dnc_entries(g.id, null, null, g.channel, $1::text::timestamptz)))
    order by g.id, g.kind, g.weight)
  select l.id as lead_id, g.cause, g.fingerprint, l.first_name, coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'This lead') as name,
    k.name as company, l.owner_id, o.name as owner_name, l.timezone, coalesce(o.timezone, (select z.timezone from organizations z where z.id = current_org_id())) as zone, l.score, l.status, l.status_changed_at, l.contact_count, l.last_contacted_at,
    l.last_response_at, l.last_communication_id as anchor_id, c.id as touch_id, c.channel as touch_channel, c.subject as touch_subject, c.occurred_at as touch_at
  from chosen g join leads l on l.org_id = current_org_id() and l.id = g.id
  left join companies k on k.org_id = l.org_id and k.id = l.company_id
  left join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id
  left join lateral (
    select t.id, t.channel, t.subject, t.occurred_at from communications t
    where t.org_id = l.org_id and t.lead_id = l.id and t.status in ('sent', 'delivered', 'bounced', 'logged', 'received')
      and (g.cause <> 'unanswered' or t.direction = 'inbound' and (l.last_contacted_at is null or t.occurred_at >= l.last_contacted_at))
    order by t.occurred_at desc, t.id desc limit 1) c on true
  order by g.weight = 1 desc, l.score desc nulls last, l.id limit $2::text::integer`;

/** How often what was proposed on each ground was carried out, of what people decided. */
export async function listTrackRecords(tx: OrgTx): Promise<Map<Cause, TrackRecord>> {
  const rows = await tx.sql<(TrackRecord & { cause: Cause })[]>`
    select cause, count(*) filter (where status = 'EXECUTED')::int as done, count(*)::int as decided from suggestions
    where status in ('EXECUTED', 'REJECTED') group by cause`;
  return new Map(rows.map(({ cause, done, decided }) => [cause, { done, decided }]));
}
