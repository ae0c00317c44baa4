/**
 * What one would write by hand for a single tenant: the same rows and columns, no organization, no role, no guard, no audit, no
 * do-not-contact column. $1 is the organization, then the sample's parameters. It runs with triggers and foreign keys off.
 */
const leadColumns = `
  l.id, l.first_name, l.last_name, l.email, l.phone_e164 as phone, l.linkedin, l.title,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'domain', c.domain) end as company,
  case when o.user_id is not null then jsonb_build_object('id', o.user_id, 'name', o.name) end as owner,
  l.status, l.source, l.score, l.priority_tier, l.timezone,
  coalesce((select jsonb_agg(t.name order by t.name) from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
    where lt.org_id = l.org_id and lt.lead_id = l.id), '[]') as tags,
  l.metadata, l.last_contacted_at, l.last_contact_channel as last_contact_method,
  case when b.user_id is not null then jsonb_build_object('id', b.user_id, 'name', b.name) end as last_contacted_by,
  l.contact_count, l.last_response_at, l.reply_count, l.awaiting_reply, l.needs_reply, l.version, l.created_at, l.updated_at`;
const leadJoins = `
  left join companies c on c.org_id = l.org_id and c.id = l.company_id
  left join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id
  left join memberships b on b.org_id = l.org_id and b.user_id = l.last_contacted_by`;
const newestContact =
  "case when l.last_contacted_at is null then '-infinity'::timestamptz else l.last_contacted_at end desc, l.id desc";
const found = (
  condition: string,
) => `select ${leadColumns} from (select * from leads l where l.org_id = $1::uuid and l.deleted_at is null
  and l.id in (${condition}) order by ${newestContact} limit 51) l ${leadJoins} order by ${newestContact}`;

const facts = (lead: string) => `
  (select json_agg(p) from (select kind, raw, norm, invalid_at from contact_points where org_id = $1::uuid and lead_id = ${lead}) p) as addresses,
  (select json_agg(g) from (select channel_group, span, communication_id from contact_guards where org_id = $1::uuid and scope = 'lead'
    and scope_key = (${lead})::text and span @> now()) g) as slots,
  (select json_agg(e) from dnc_entries e join contact_points p on p.org_id = $1::uuid and p.lead_id = ${lead} and e.org_id = p.org_id
    and e.kind = p.kind and e.value_norm = p.norm where e.revoked_at is null) as dnc,
  (select json_agg(c) from (select channel, user_id, occurred_at, subject, body_preview, replied_at from communications
    where org_id = $1::uuid and lead_id = ${lead} and direction = 'outbound' and occurred_at > now() - interval '7 days'
    order by occurred_at desc limit 10) c) as recent`;

export const bareSql = {
  get: `select ${leadColumns} from leads l ${leadJoins} where l.org_id = $1::uuid and l.id = $2::uuid and l.deleted_at is null`,
  list: `select ${leadColumns} from (select * from leads l where l.org_id = $1::uuid and l.deleted_at is null and l.status = $2
    order by ${newestContact} limit 51) l ${leadJoins} order by ${newestContact}`,
  words: found(
    "select s.id from lead_search s where s.org_id = $1::uuid and s.document like $2 and s.document like $3 limit 2000",
  ),
  address: found("select lead_id from contact_points where org_id = $1::uuid and norm = $2 and kind = 'email'"),
  timeline: `select c.id, c.lead_id, c.channel as method, c.direction, c.subject, c.body_preview, c.replied_at is not null as responded,
      c.replied_at as response_at, case when c.user_id is not null then jsonb_build_object('id', c.user_id, 'name', m.name) end as user,
      c.occurred_at, c.created_at, c.thread_id, t.subject as thread_subject, c.status, c.intent, c.source
    from communications c left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
    left join threads t on t.org_id = c.org_id and t.id = c.thread_id
    where c.org_id = $1::uuid and c.lead_id = $2::uuid order by c.occurred_at desc, c.id desc limit 51`,
  contactability: `select ${facts("$2::uuid")}`,
  verdicts: `select q.id, ${facts("q.id")} from unnest(string_to_array($2, ',')::uuid[]) as q(id)`,
  segment: `select count(*) as count from leads l where l.org_id = $1::uuid and l.deleted_at is null and l.status = $2 and l.score >= $3::text::integer`,
  counted: `select count(*) as total from (select 1 from leads l where l.org_id = $1::uuid and l.deleted_at is null and l.status = $2 limit 1001) x`,
  log: `with touch as (
      insert into communications (org_id, lead_id, user_id, actor_name, source, intent, channel, direction, subject, body, status, occurred_at)
      values ($1::uuid, $2::uuid, $3::uuid, 'Member', 'api', 'happened', $4, 'outbound', $5, $6, 'logged', now())
      returning id, lead_id, user_id, channel as method, direction, occurred_at, created_at),
    lead as (update leads set last_contacted_at = now(), last_contact_channel = $4, last_contacted_by = $3::uuid, contact_count = contact_count + 1
      where org_id = $1::uuid and id = $2::uuid)
    select * from touch`,
  today: `select i.id, jsonb_build_object('id', l.id, 'name', concat_ws(' ', l.first_name, l.last_name), 'title', l.title, 'company', c.name,
      'email', l.email, 'timezone', l.timezone) as lead, i.reason, i.why, i.channel, i.subject, i.body, i.tone, i.status, i.skip_reason, i.due_at,
      i.snoozed_until, i.done_at, i.communication_id, i.version, ${facts("i.lead_id")}
    from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    join leads l on l.org_id = i.org_id and l.id = i.lead_id left join companies c on c.org_id = l.org_id and c.id = l.company_id
    where i.org_id = $1::uuid and b.user_id = $2::uuid and i.status <> 'withdrawn' order by i.status <> 'open', i.due_at, i.id limit 300`,
  queue: `select ${leadColumns} from (select * from leads l where l.org_id = $1::uuid and l.deleted_at is null and l.awaiting_reply
    order by l.last_contacted_at, l.id limit 51) l ${leadJoins} order by l.last_contacted_at, l.id`,
  dnc: `select v.n, e.id from unnest($2::text[]) with ordinality as v(value, n)
    join dnc_entries e on e.org_id = $1::uuid and e.value_norm = v.value and e.kind = 'email' and e.revoked_at is null`,
  analytics: `select channel, count(*) as attempts, count(replied_at) as responded from communications
    where org_id = $1::uuid and direction = 'outbound' and counts_as_contact and status in ('sent', 'delivered', 'bounced', 'logged')
      and occurred_at >= $2::timestamptz and occurred_at < $3::timestamptz group by channel`,
  funnel: `select source_id, owner_id, status, count(*) from leads where org_id = $1::uuid and deleted_at is null
      and created_at >= $2::timestamptz and created_at < $3::timestamptz group by 1, 2, 3`,
  roi: `select l.source_id, l.leads, c.minor from (select source_id, count(*) as leads from leads where org_id = $1::uuid and deleted_at is null
      and created_at >= $2::timestamptz and created_at < $3::timestamptz group by 1) l left join (select source_id, sum(base_minor) as minor
      from lead_source_costs where org_id = $1::uuid and month >= $2::timestamptz::date and month < $3::timestamptz::date group by 1) c using (source_id)`,
};
export type BareName = keyof typeof bareSql;
