drop function count_people_at(uuid);
create index companies_name_idx on companies (org_id, lower(name));
drop index companies_place_idx;
alter table companies drop column version;
