-- As before this: hours and directions are what each lead adds.
create or replace function outreach_facts(p_leads uuid[]) returns table (lead_id uuid, fact outreach_fact) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  with zone as materialized (select o.timezone from organizations o where o.id = current_org_id()),
  attempts as materialized (
    select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at, c.replied_at, c.template_id, e.sequence_id, c.thread_id is not null as threaded,
      coalesce(c.thread_id::text, c.lead_id || c.channel) as key, k.local::date as day, extract(hour from k.local)::int as hour
    from zone z, communications c cross join lateral (select c.occurred_at at time zone z.timezone as local) k left join lead_sequence_enrollments e on e.org_id = c.org_id and e.id = c.enrollment_id
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
    select t.lead_id, 'hour', null, t.day, t.day, null, null, c.channel, null, t.hour, 1, (t.replied_at is not null)::int, 0
    from touches t cross join lateral (values (t.channel), (null)) as c(channel)
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

drop function refresh_outreach(uuid[], outreach_fact[]);
create function refresh_outreach(p_leads uuid[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed integer;
  told outreach_fact[];
begin
  with fresh as materialized (
    select f.lead_id, array_agg(f.fact) as facts from outreach_facts(p_leads) f group by f.lead_id),
  known as materialized (
    select k.lead_id, k.facts from lead_outreach k where k.org_id = current_org_id() and (p_leads is null or k.lead_id = any (p_leads))),
  moved as materialized (
    select f.kind, f.from_after, f.from_until, f.to_since, f.to_before, f.channel, f.user_id, f.ref, f.value,
      sum(f.sign * f.n)::int as n, sum(f.sign * f.m)::int as m, sum(f.sign * f.begun)::int as begun
    from (
      select 1 as sign, u.* from fresh s, unnest(s.facts) u
      union all
      select -1, u.* from known s, unnest(s.facts) u) f
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(f.sign * f.n) <> 0 or sum(f.sign * f.m) <> 0 or sum(f.sign * f.begun) <> 0),
  stored as (
    insert into lead_outreach as k (org_id, lead_id, facts) select current_org_id(), s.lead_id, s.facts from fresh s
    on conflict (org_id, lead_id) do update set facts = excluded.facts, updated_at = now()),
  gone as (
    delete from lead_outreach k where k.org_id = current_org_id() and k.lead_id in (select w.lead_id from known w)
      and k.lead_id not in (select s.lead_id from fresh s)),
  added as (
    insert into outreach_rollups as r (org_id, kind, from_after, from_until, to_since, to_before, channel, user_id, ref, value, n, m, begun)
    select current_org_id(), v.* from moved v
    on conflict (org_id, kind, from_until, from_after, to_since, to_before, channel, user_id, ref, value)
    do update set n = r.n + excluded.n, m = r.m + excluded.m, begun = r.begun + excluded.begun, updated_at = now())
  select count(*)::int, case when p_leads is not null and count(*) <= 2000 then array_agg(
    (v.kind, v.from_after, v.from_until, v.to_since, v.to_before, v.user_id, v.channel, v.ref, v.value, v.n, v.m, v.begun)::outreach_fact) end
  into changed, told from moved v;
  if changed > 0 then perform tell_moves(told); end if;
  return changed;
end $$;

create or replace function fold_rollups(p_most integer) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  folded integer;
  named uuid[];
begin
  perform hold_fold();
  with chosen as materialized (
    select d.id from rollup_deltas d where d.org_id = current_org_id() order by d.id limit p_most for update skip locked),
  gone as (
    delete from rollup_deltas d using chosen k where d.org_id = current_org_id() and d.id = k.id
    returning d.day, d.hour, d.user_id, d.channel, d.direction, d.lead_id, d.touches, d.answered),
  summed as (
    select g.day, g.hour, g.user_id, g.channel, g.direction, sum(g.touches)::bigint as touches, sum(g.answered)::bigint as answered
    from gone g group by 1, 2, 3, 4, 5 having sum(g.touches) <> 0 or sum(g.answered) <> 0 order by 1, 2, 3, 4, 5),
  added as (
    insert into rollups_daily as r (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), s.day, s.hour, s.user_id, s.channel, s.direction, s.touches, s.answered from summed s
    on conflict (org_id, day, hour, user_id, channel, direction)
    do update set touches = r.touches + excluded.touches, answered = r.answered + excluded.answered, updated_at = now())
  select count(*)::int, array_agg(distinct g.lead_id) filter (where g.lead_id is not null) into folded, named from gone g;
  if named is not null then perform refresh_outreach(named); end if;
  return folded;
end $$;

create or replace function pending_outreach() returns setof outreach_fact language plpgsql stable as $$
declare named uuid[];
begin
  select array_agg(distinct d.lead_id) into named from rollup_deltas d where d.org_id = current_org_id() and d.lead_id is not null;
  if named is null then return; end if;
  return query
  select (f.fact).* from outreach_facts(named) f
  union all
  select u.kind, u.from_after, u.from_until, u.to_since, u.to_before, u.user_id, u.channel, u.ref, u.value, -u.n, -u.m, -u.begun
  from lead_outreach k, unnest(k.facts) u where k.org_id = current_org_id() and k.lead_id = any (named);
end $$;

create or replace function outreach_differences() returns table (kind text, from_until date, n bigint) language sql stable as $$
  select s.kind, s.from_until, sum(s.n)::bigint
  from (
    select (f.fact).* from outreach_facts(null) f
    union all
    select r.kind, r.from_after, r.from_until, r.to_since, r.to_before, r.user_id, r.channel, r.ref, r.value, -r.n, -r.m, -r.begun
    from outreach_rollups r where r.org_id = current_org_id()
    union all
    select p.kind, p.from_after, p.from_until, p.to_since, p.to_before, p.user_id, p.channel, p.ref, p.value, -p.n, -p.m, -p.begun from pending_outreach() p) s
  group by s.kind, s.from_after, s.from_until, s.to_since, s.to_before, s.user_id, s.channel, s.ref, s.value
  having sum(s.n) <> 0 or sum(s.m) <> 0 or sum(s.begun) <> 0 $$;

create or replace function mend_sums() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  counts integer;
  wrong integer;
begin
  perform hold_fold();
  with found as (
    insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), f.day, f.hour, f.user_id, f.channel, f.direction, f.touches, f.answered from rollup_differences() f returning 1)
  select count(*) into counts from found;
  with moved as materialized (
    select f.kind, f.from_after, f.from_until, f.to_since, f.to_before, f.channel, f.user_id, f.ref, f.value,
      sum(f.n)::int as n, sum(f.m)::int as m, sum(f.begun)::int as begun
    from (
      select u.kind, u.from_after, u.from_until, u.to_since, u.to_before, u.channel, u.user_id, u.ref, u.value, u.n, u.m, u.begun
      from lead_outreach k, unnest(k.facts) u where k.org_id = current_org_id()
      union all
      select r.kind, r.from_after, r.from_until, r.to_since, r.to_before, r.channel, r.user_id, r.ref, r.value, -r.n, -r.m, -r.begun
      from outreach_rollups r where r.org_id = current_org_id()) f
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(f.n) <> 0 or sum(f.m) <> 0 or sum(f.begun) <> 0),
  added as (
    insert into outreach_rollups as r (org_id, kind, from_after, from_until, to_since, to_before, channel, user_id, ref, value, n, m, begun)
    select current_org_id(), v.* from moved v
    on conflict (org_id, kind, from_until, from_after, to_since, to_before, channel, user_id, ref, value)
    do update set n = r.n + excluded.n, m = r.m + excluded.m, begun = r.begun + excluded.begun, updated_at = now())
  select count(*) into wrong from moved;
  if wrong > 0 then perform tell_moves(null); end if;
  return counts + wrong;
end $$;

drop function touch_facts(date, smallint, text, text, bigint, bigint);
alter function outreach_facts(uuid[]) set plan_cache_mode = force_custom_plan;
alter function refresh_outreach(uuid[]) set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0;
alter function pending_outreach() set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0;
revoke execute on function refresh_outreach(uuid[]) from public;

-- Each lead adds its own again, in the place of what followed the daily counts.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    delete from outreach_rollups where org_id = o and kind in ('hour', 'direction');
    perform refresh_outreach(null);
    perform tell_moves(null);
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
