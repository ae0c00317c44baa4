-- The company page: an edit that notices another, and how many people are known there beside those in sight.
alter table companies add column version integer not null default 1;
create index companies_place_idx on companies (org_id, lower(name), id);
drop index companies_name_idx;

-- Counts people whom the asker may not see, and says nothing else of them.
create function count_people_at(p_company uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from leads l where l.org_id = current_org_id() and l.company_id = p_company and l.deleted_at is null $$;
revoke execute on function count_people_at(uuid) from public;
grant execute on function count_people_at(uuid) to touchline_app;
