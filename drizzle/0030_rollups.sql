-- Counts of touches by day, hour, rep, channel and direction, kept with the write. A write adds a row of its own and changes none, so no row
-- is hot; a job folds those rows into the daily ones. What is read is always both together.
create table rollups_daily (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  day date not null, hour smallint not null, user_id uuid, channel text not null, direction text not null,
  touches bigint not null, answered bigint not null,
  constraint rollups_daily_org_id_id_pk primary key (org_id, id),
  constraint rollups_daily_key unique nulls not distinct (org_id, day, hour, user_id, channel, direction),
  constraint rollups_daily_hour_check check (hour between 0 and 23));
create table rollup_deltas (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  day date not null, hour smallint not null, user_id uuid, channel text not null, direction text not null,
  touches bigint not null, answered bigint not null,
  constraint rollup_deltas_org_id_id_pk primary key (org_id, id));
select make_tenant_table('rollups_daily', 'select');
select make_tenant_table('rollup_deltas', 'select');
-- The worker asks which organizations have something to fold, and sees nothing else of it.
create policy fold on rollup_deltas for select to touchline_jobs using (true);
grant select (org_id, id) on rollup_deltas to touchline_jobs;

-- An attempt, or an inbound touch on a channel that counts.
create function is_counted(c communications) returns boolean language sql immutable parallel safe as $$
  select is_attempt(c) or (c.direction = 'inbound' and c.counts_as_contact) $$;

create function count_touches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create trigger count_new_touches after insert on communications referencing new table as new_rows
  for each statement execute function count_touches();
create trigger count_changed_touches after update on communications referencing old table as old_rows new table as new_rows
  for each statement execute function count_touches();

-- What the ledger says and the rollups do not: nothing, ever. One statement, so one look at both.
create function rollup_differences() returns table (day date, hour smallint, user_id uuid, channel text, direction text, touches bigint, answered bigint)
language sql stable as $$
  select s.day, s.hour, s.user_id, s.channel, s.direction, sum(s.touches)::bigint, sum(s.answered)::bigint
  from (
    select (c.occurred_at at time zone o.timezone)::date as day, extract(hour from c.occurred_at at time zone o.timezone)::smallint as hour,
      c.user_id, c.channel, c.direction, count(*) as touches, count(c.replied_at) as answered
    from communications c join organizations o on o.id = c.org_id where c.org_id = current_org_id() and is_counted(c) group by 1, 2, 3, 4, 5
    union all
    select r.day, r.hour, r.user_id, r.channel, r.direction, -r.touches, -r.answered from rollups_daily r where r.org_id = current_org_id()
    union all
    select d.day, d.hour, d.user_id, d.channel, d.direction, -d.touches, -d.answered from rollup_deltas d where d.org_id = current_org_id()) s
  group by 1, 2, 3, 4, 5 having sum(s.touches) <> 0 or sum(s.answered) <> 0 $$;

-- Rebuilding is one more delta: what differs at one moment. Writers go on, for it waits for nobody and nobody for it.
create function rebuild_rollups() returns integer language sql security definer set search_path = public, pg_temp as $$
  with mended as (
    insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, touches, answered)
    select current_org_id(), f.day, f.hour, f.user_id, f.channel, f.direction, f.touches, f.answered from rollup_differences() f returning 1)
  select count(*)::int from mended $$;

-- Takes deltas that are there and adds them to their days. Two who fold at once take different ones; rows are taken in the order of their key.
create function fold_rollups(p_most integer) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke execute on function rebuild_rollups(), fold_rollups(integer) from public;
grant execute on function rebuild_rollups(), fold_rollups(integer) to touchline_app;

-- What the ledger holds already.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    perform rebuild_rollups();
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
