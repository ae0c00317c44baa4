-- Whoever is new has no search document yet, and what it is made of is at hand: no look at the lead, no look for a document that stands there.
-- Plain letters have no accents: unfolding them took as long as writing the document.
create or replace function index_new_leads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into lead_search (org_id, id, document)
  select d.org_id, d.id, case when octet_length(d.words) = length(d.words) then lower(d.words) else fold(d.words) end
  from (select n.org_id, n.id, concat_ws(' ', n.first_name, n.last_name, c.name, n.email, c.domain, n.title, n.phone_e164, n.linkedin) as words
    from new_rows n left join lateral (
      select name, domain from companies where org_id = n.org_id and id = n.company_id offset 0) c on true
    where n.org_id = current_org_id() offset 0) d order by d.id;
  return null;
end $$;

-- A plan is made for a table as it is at that moment and kept: one made for an empty table reads all of it when an import has filled it. What
-- a transaction has written is counted a second later at the soonest, what a table has grown to is known at once.
create or replace function refresh_statistics() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stale regclass[] := array(
    select s.relid::regclass from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and (s.n_mod_since_analyze > 100 + greatest(c.reltuples, 0)
      or pg_relation_size(c.oid) / current_setting('block_size')::integer > 2 * greatest(c.relpages, 1)) order by 1);
  one regclass;
begin
  foreach one in array stale loop
    execute format('analyze (skip_locked) %s', one);
  end loop;
  return cardinality(stale);
end $$;

-- How much two folded names are one: names of many are folded once and then compared with each other.
create function folded_likeness(af text, al text, bf text, bl text) returns real language sql immutable parallel safe as $$
  select case
    when al = '' or bl = '' or af = '' or bf = '' then 0
    when al = bl and af = bf then 1
    when al = bf and af = bl then 0.95
    when al = bl and (starts_with(af, bf) or starts_with(bf, af)) then 0.9
    else public.similarity(af || ' ' || al, bf || ' ' || bl) end::real $$;
create or replace function name_likeness(a_first text, a_last text, b_first text, b_last text) returns real language sql immutable parallel safe as $$
  select public.folded_likeness(btrim(replace(public.fold(a_first), '.', '')), btrim(public.fold(a_last)),
    btrim(replace(public.fold(b_first), '.', '')), btrim(public.fold(b_last))) $$;
