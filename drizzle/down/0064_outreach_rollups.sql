drop function outreach_differences(), pending_outreach(), refresh_outreach(uuid[]), hold_fold();
create or replace function count_touches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
    select n.org_id, (n.occurred_at at time zone o.timezone)::date, extract(hour from n.occurred_at at time zone o.timezone)::smallint,
      n.user_id, n.channel, n.direction, count(*), count(n.replied_at)
    from new_rows n join organizations o on o.id = n.org_id where is_counted(n) group by 1, 2, 3, 4, 5, 6;
    return null;
  end if;
  -- Most changes (a counter of the provider, a link that was clicked) count for nothing here.
  perform from new_rows n join old_rows w on w.org_id = n.org_id and w.id = n.id
  where (is_counted(n), n.replied_at is null) is distinct from (is_counted(w), w.replied_at is null)
    or (is_counted(n) and (n.occurred_at, n.user_id, n.channel, n.direction) is distinct from (w.occurred_at, w.user_id, w.channel, w.direction));
  if not found then return null; end if;
  insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
  select c.org_id, (c.occurred_at at time zone o.timezone)::date, extract(hour from c.occurred_at at time zone o.timezone)::smallint,
    c.user_id, c.channel, c.direction, sum(c.sign), coalesce(sum(c.sign) filter (where c.replied), 0)
  from (
    select n.org_id, n.occurred_at, n.user_id, n.channel, n.direction, n.replied_at is not null as replied, 1 as sign from new_rows n where is_counted(n)
    union all
    select w.org_id, w.occurred_at, w.user_id, w.channel, w.direction, w.replied_at is not null, -1 from old_rows w where is_counted(w)) c
  join organizations o on o.id = c.org_id
  group by 1, 2, 3, 4, 5, 6
  having sum(c.sign) <> 0 or coalesce(sum(c.sign) filter (where c.replied), 0) <> 0;
  return null;
end $$;
create or replace function rebuild_rollups() returns integer language sql security definer set search_path = public, pg_temp as $$
  with mended as (
    insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), f.day, f.hour, f.user_id, f.channel, f.direction, f.touches, f.answered from rollup_differences() f returning 1)
  select count(*)::int from mended $$;
create or replace function fold_rollups(p_most integer) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare folded integer;
begin
  with chosen as materialized (
    select d.id from rollup_deltas d where d.org_id = current_org_id() order by d.id limit p_most for update skip locked),
  gone as (
    delete from rollup_deltas d using chosen k where d.org_id = current_org_id() and d.id = k.id
    returning d.day, d.hour, d.user_id, d.channel, d.direction, d.touches, d.answered),
  summed as (
    select g.day, g.hour, g.user_id, g.channel, g.direction, sum(g.touches)::bigint as touches, sum(g.answered)::bigint as answered
    from gone g group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5),
  added as (
    insert into rollups_daily as r (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), s.day, s.hour, s.user_id, s.channel, s.direction, s.touches, s.answered from summed s
    on conflict (org_id, day, hour, user_id, channel, direction)
    do update set touches = r.touches + excluded.touches, answered = r.answered + excluded.answered, updated_at = now())
  select count(*)::int into folded from gone;
  return folded;
end $$;
drop function outreach_facts(uuid[]);
delete from rollup_deltas where touches = 0 and answered = 0;
drop index communications_late_reply_idx, rollup_deltas_lead_idx;
alter table rollup_deltas drop column lead_id;
drop table lead_outreach, outreach_rollups;
drop type outreach_fact;
