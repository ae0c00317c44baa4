create or replace function name_likeness(a_first text, a_last text, b_first text, b_last text) returns real language sql immutable parallel safe as $$
  with n as (
    select btrim(replace(public.fold(a_first), '.', '')) as af, btrim(public.fold(a_last)) as al,
      btrim(replace(public.fold(b_first), '.', '')) as bf, btrim(public.fold(b_last)) as bl)
  select case
    when al = '' or bl = '' or af = '' or bf = '' then 0
    when al = bl and af = bf then 1
    when al = bf and af = bl then 0.95
    when al = bl and (starts_with(af, bf) or starts_with(bf, af)) then 0.9
    else public.similarity(af || ' ' || al, bf || ' ' || bl) end::real from n $$;
drop function folded_likeness(text, text, text, text);
create or replace function refresh_statistics() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stale regclass[] := array(
    select s.relid::regclass from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and s.n_mod_since_analyze > 100 + greatest(c.reltuples, 0) order by 1);
  one regclass;
begin
  foreach one in array stale loop
    execute format('analyze (skip_locked) %s', one);
  end loop;
  return cardinality(stale);
end $$;
create or replace function index_new_leads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin perform write_lead_search(array(select id from new_rows)); return null; end $$;
