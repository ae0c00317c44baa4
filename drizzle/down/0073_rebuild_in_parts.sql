create or replace function rebuild_rollups() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mended integer;
  wrong integer;
begin
  perform hold_fold();
  with found as (
    insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), f.day, f.hour, f.user_id, f.channel, f.direction, f.touches, f.answered from rollup_differences() f returning 1)
  select count(*) into mended from found;
  select count(*) into wrong from outreach_differences();
  if wrong = 0 then return mended; end if;
  -- What each lead has added is what the sums must hold; then whoever differs is refreshed.
  delete from lead_outreach where org_id = current_org_id();
  delete from outreach_rollups where org_id = current_org_id();
  perform refresh_outreach(null);
  perform tell_moves(null);
  return mended + wrong;
end $$;

drop function recount_leads(uuid, uuid), mend_sums();

create or replace function outreach_facts(p_leads uuid[]) returns table (lead_id uuid, fact outreach_fact) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  with zone as materialized (select o.timezone from organizations o where o.id = current_org_id()),
  attempts as materialized (
    select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at, c.replied_at, c.template_id, e.sequence_id, c.thread_id is not null as threaded,
      coalesce(c.thread_id::text, c.lead_id || c.channel) as key, (c.occurred_at at time zone z.timezone)::date as day
    from zone z, communications c left join lead_sequence_enrollments e on e.org_id = c.org_id and e.id = c.enrollment_id
    where c.org_id = current_org_id() and (p_leads is null or c.lead_id = any (p_leads)) and is_attempt(c)),
  stream as (
    select a.key, a.occurred_at as at, a.id, true as is_attempt, a.threaded from attempts a
    union all
    select a.key, a.replied_at, a.id, false, a.threaded from attempts a where a.replied_at is not null
    union all
    select c.lead_id || c.channel, c.occurred_at, null, false, false from communications c
    where c.org_id = current_org_id() and (p_leads is null or c.lead_id = any (p_leads))
      and c.direction = 'inbound' and c.thread_id is null and c.counts_as_contact),
  placed as (
    select s.*, max(s.at) filter (where s.is_attempt) over before as prev_attempt, max(s.at) filter (where not s.is_attempt) over before as prev_response
    from stream s window before as (partition by s.key order by s.at, s.is_attempt desc, s.id rows between unbounded preceding and 1 preceding)),
  numbered as materialized (
    select p.*, sum((p.is_attempt and (p.prev_attempt is null or (not p.threaded and (p.prev_response >= p.prev_attempt or p.at - p.prev_attempt > interval '14 days'))))::int)
      over (partition by p.key order by p.at, p.is_attempt desc, p.id) as number
    from placed p),
  touches as materialized (
    select a.*, n.number, row_number() over (partition by a.key, a.occurred_at order by a.id) as nth,
      lag(a.day) over (partition by a.key, n.number order by a.occurred_at, a.id) as day_before,
      lag(a.day) over (partition by a.lead_id order by a.occurred_at, a.id) as lead_before,
      lag(a.day) over (partition by a.lead_id, a.channel order by a.occurred_at, a.id) as channel_before
    from attempts a join numbered n on n.id = a.id and n.is_attempt),
  answering as (
    select t.*, n.at from numbered n join touches t on t.id = n.id where not n.is_attempt
    union all
    select t.*, n.at from numbered n join touches t on t.key = n.key and t.occurred_at = n.prev_attempt and t.nth = 1
    where not n.is_attempt and n.id is null and n.at - n.prev_attempt <= interval '14 days'),
  responses as materialized (
    select x.lead_id, x.channel, x.key, x.number, x.id as attempt_id, x.user_id, x.day, x.at, x.occurred_at as answers,
      (x.at at time zone z.timezone)::date as at_day,
      row_number() over (partition by x.key, x.number order by x.at, x.occurred_at, x.id) as place
    from zone z, answering x),
  replied as (select distinct r.attempt_id from responses r),
  alone as (
    select t.key, t.number from touches t group by t.key, t.number
    having min(t.user_id::text) is not distinct from max(t.user_id::text) and count(t.user_id) in (0, count(*))),
  -- A response is the first of its conversation unless an earlier one answers an attempt within the days.
  firsts as materialized (
    select r.key, r.number, r.place, r.lead_id, r.channel, r.user_id, r.day, (extract(epoch from r.at - r.answers) * 1000000)::bigint as value,
      max(e.day) filter (where e.day <= r.day) as after_day, min(e.day) filter (where e.day > r.day) as before_day
    from responses r left join responses e on e.key = r.key and e.number = r.number and e.place < r.place
    group by 1, 2, 3, 4, 5, 6, 7, 8),
  -- The first attempt of a day at a lead, at a lead on a channel.
  lead_days as (
    select t.lead_id, null::text as channel, t.day, t.lead_before as before from touches t where t.lead_before is distinct from t.day
    union all
    select t.lead_id, t.channel, t.day, t.channel_before from touches t where t.channel_before is distinct from t.day),
  rows as (
    select t.lead_id, 'attempts' as kind, null::date as from_after, t.day as from_until, t.day as to_since, null::date as to_before,
      t.user_id, t.channel, null::uuid as ref, null::bigint as value, 1 as n, (p.attempt_id is not null)::int as m,
      (t.day_before is distinct from t.day)::int as begun
    from touches t left join replied p on p.attempt_id = t.id
    union all
    -- It begins no conversation where the attempt before lies within the days too.
    select t.lead_id, 'again', null, t.day_before, t.day, null, t.user_id, t.channel, null, null, 0, 0, -1 from touches t where t.day_before < t.day
    union all
    select d.lead_id, 'leads', null, d.day, d.day, null, null, d.channel, null, null, 1, 0, 0 from lead_days d
    union all
    select d.lead_id, 'leads', null, d.before, d.day, null, null, d.channel, null, null, -1, 0, 0 from lead_days d where d.before is not null
    union all
    select t.lead_id, 'hour', null, t.day, t.day, null, null, c.channel, null, extract(hour from t.occurred_at at time zone z.timezone)::int,
      1, (t.replied_at is not null)::int, 0
    from zone z, touches t cross join lateral (values (t.channel), (null)) as c(channel)
    union all
    select t.lead_id, 'direction', null, t.day, t.day, null, null, t.channel, null, 0, 1, (t.replied_at is not null)::int, 0 from touches t
    union all
    select c.lead_id, 'direction', null, (c.occurred_at at time zone z.timezone)::date, (c.occurred_at at time zone z.timezone)::date, null, null,
      c.channel, null, 1, 1, 0, 0
    from zone z, communications c
    where c.org_id = current_org_id() and (p_leads is null or c.lead_id = any (p_leads)) and c.direction = 'inbound' and c.counts_as_contact
    union all
    select t.lead_id, made.kind, null, t.day, t.day, null, null, t.channel, made.ref, null, 1, (p.attempt_id is not null)::int, 0
    from touches t left join replied p on p.attempt_id = t.id
      cross join lateral (values ('template', t.template_id), ('sequence', t.sequence_id)) as made(kind, ref) where made.ref is not null
    union all
    select r.lead_id, 'responses', null, least(r.day, r.at_day), greatest(r.day, r.at_day), null, null, r.channel, null, r.at_day - date '2000-01-01', 1, 0, 0
    from responses r
    union all
    select f.lead_id, 'responded', f.after_day, f.day, f.day, f.before_day, f.user_id, f.channel, null, f.value, 1, 0, 0
    from firsts f join alone l on l.key = f.key and l.number = f.number where f.after_day is distinct from f.day
    union all
    -- Who began it depends on where the days begin, when several have written.
    select f.lead_id, 'responded', greatest(f.after_day, t.day_before), t.day, f.day, f.before_day, t.user_id, f.channel, null, f.value, 1, 0, 0
    from firsts f left join alone l on l.key = f.key and l.number = f.number
      join touches t on t.key = f.key and t.number = f.number and t.day <= f.day and t.day_before is distinct from t.day
    where l.key is null and f.after_day is distinct from f.day and (f.after_day is null or t.day > f.after_day))
  select r.lead_id, (r.kind, coalesce(r.from_after, '-infinity'), r.from_until, r.to_since, coalesce(r.to_before, 'infinity'),
    r.user_id, r.channel, r.ref, r.value, sum(r.n), sum(r.m), sum(r.begun))::outreach_fact
  from rows r group by r.lead_id, r.kind, r.from_after, r.from_until, r.to_since, r.to_before, r.user_id, r.channel, r.ref, r.value;
end $$;

alter function outreach_facts(uuid[]) reset all;
alter function refresh_outreach(uuid[]) reset all;
alter function refresh_outreach(uuid[]) set search_path = public, pg_temp;
alter function pending_outreach() reset all;
