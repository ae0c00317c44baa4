-- A name in lower case as a column: under the policies an index on lower(name) is of no use, for lower() may not run before them, and a lookup read every company.
alter table companies add column name_key text generated always as (lower(name)) stored;
create index companies_name_idx on companies (org_id, name_key);
