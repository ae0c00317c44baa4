/** Each lead whose summary is not what its touches say: recompute_lead_summary (drizzle/0003) as a question, over all leads at once. */
export const wrongLeadSummaries = `
  with touch as (
    select c.lead_id, c.id, c.channel, c.user_id, c.occurred_at, c.direction, is_attempt(c) as attempt, response_at(c) as answered_at
    from communications c where c.org_id = current_org_id()),
  counted as (
    select lead_id, count(*) filter (where attempt) as contact_count, min(occurred_at) filter (where attempt) as first_contacted_at,
      max(occurred_at) filter (where attempt) as last_contacted_at, count(answered_at) as reply_count, max(answered_at) as last_response_at,
      max(occurred_at) filter (where attempt or direction = 'inbound') as last_activity_at
    from touch group by lead_id),
  newest as (
    select distinct on (lead_id) lead_id, channel, user_id, id from touch where attempt order by lead_id, occurred_at desc, id desc),
  first_answer as (
    select t.lead_id, min(t.answered_at) as at from touch t join counted n on n.lead_id = t.lead_id and t.answered_at >= n.first_contacted_at
    group by t.lead_id),
  newest_thread as (
    select distinct on (lead_id) lead_id, id from threads
    where org_id = current_org_id() and greatest(last_inbound_at, last_outbound_at) is not null
    order by lead_id, greatest(last_inbound_at, last_outbound_at) desc, id desc)
  select count(*)::int as count
  from leads l
  left join counted n on n.lead_id = l.id
  left join newest o on o.lead_id = l.id
  left join first_answer f on f.lead_id = l.id
  left join newest_thread t on t.lead_id = l.id
  where l.org_id = current_org_id()
    and (l.contact_count, l.first_contacted_at, l.last_contacted_at, l.last_contact_channel, l.last_contacted_by, l.last_communication_id,
         l.reply_count, l.last_response_at, l.first_response_seconds, l.last_activity_at, l.last_thread_id)
      is distinct from
        (coalesce(n.contact_count, 0)::int, n.first_contacted_at, n.last_contacted_at, o.channel, o.user_id, o.id,
         coalesce(n.reply_count, 0)::int, n.last_response_at, extract(epoch from f.at - n.first_contacted_at)::bigint, n.last_activity_at, t.id)`;

export const wrongThreadSummaries = `
  select count(*)::int as count
  from threads t left join (
    select c.thread_id, max(c.occurred_at) filter (where c.direction = 'inbound' and c.mail_kind is null) as inbound, max(c.occurred_at) filter (where is_attempt(c)) as outbound
    from communications c where c.org_id = current_org_id() and c.thread_id is not null group by c.thread_id) s on s.thread_id = t.id
  where t.org_id = current_org_id() and (t.last_inbound_at, t.last_outbound_at) is distinct from (s.inbound, s.outbound)`;

/**
 * The history of a lead is a walk from `new` to the present status. Times may be back-dated and ids may tie, so it is not read in
 * their order, and what came with a merge is the walk of the lead it came from: with the beginning as an entry and the present as an exit, every status is entered as often as it is left.
 * How far a lead came is the furthest of all that is told of it, what came with a merge too.
 */
export const wrongStatuses = `
  with step as (
    select coalesce(merged_from, lead_id) as lead_id, to_status as status, 1 as change from lead_status_history where org_id = current_org_id()
    union all select coalesce(merged_from, lead_id), from_status, -1 from lead_status_history where org_id = current_org_id()
    union all select id, 'new', 1 from leads where org_id = current_org_id()
    union all select id, status, -1 from leads where org_id = current_org_id())
  select count(distinct lead_id)::int as count from (
    select lead_id from step group by lead_id, status having sum(change) <> 0
    union all
    select l.id from leads l left join (
      select lead_id, max(stage_of(to_status)) as stage from lead_status_history where org_id = current_org_id() group by lead_id) h on h.lead_id = l.id
    where l.org_id = current_org_id() and l.furthest_stage <> coalesce(h.stage, 1)) wrong`;
