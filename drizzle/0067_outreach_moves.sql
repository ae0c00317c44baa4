-- What each turn of folding moved, in their order. Whoever keeps an answer adds what moved since it was added up; no facts: more than that pays
-- for, or all was counted anew, and it is added up again. An answer names the move it knows by its id, which no other history has.
create table outreach_moves (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  version bigint not null, facts outreach_fact[],
  constraint outreach_moves_org_id_id_pk primary key (org_id, id),
  constraint outreach_moves_version_key unique (org_id, version));
select make_tenant_table('outreach_moves', 'select');

-- Called by those who fold alone, who wait for one another: no version twice, none missing.
create function tell_moves(p_facts outreach_fact[]) returns void language sql security definer set search_path = public, pg_temp as $$
  with told as (
    insert into outreach_moves (org_id, version, facts)
    select current_org_id(), coalesce(max(k.version), 0) + 1, p_facts from outreach_moves k where k.org_id = current_org_id() returning version)
  delete from outreach_moves k using told t where k.org_id = current_org_id() and k.version <= t.version - 200 $$;

-- As in 0064, and it tells what it moved.
create or replace function refresh_outreach(p_leads uuid[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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

-- As in 0064; what was added up before holds no more.
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

revoke execute on function tell_moves(outreach_fact[]), refresh_outreach(uuid[]), rebuild_rollups() from public;
grant execute on function rebuild_rollups() to touchline_app;

-- Where everything begins.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    perform tell_moves(null);
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
