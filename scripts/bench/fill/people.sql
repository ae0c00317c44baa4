-- The benchmark's two organizations with their members and companies. Settings: bench.org, bench.slug, bench.leads, bench.members.
-- Runs with triggers on, so that the organization starts with the product's channels.
create schema if not exists bench;

insert into organizations (id, slug, name, timezone)
values (current_setting('bench.org')::uuid, current_setting('bench.slug'), initcap(current_setting('bench.slug')), 'America/New_York');

create table if not exists bench.members (org_id uuid, place int, user_id uuid, primary key (org_id, place));
insert into bench.members
select current_setting('bench.org')::uuid, i, new_id() from generate_series(1, current_setting('bench.members')::int) i;

insert into users (id, email, name)
select user_id, 'member' || place || '@' || current_setting('bench.slug') || '.example', 'Member ' || place
from bench.members where org_id = current_setting('bench.org')::uuid;

insert into memberships (org_id, user_id, name, email, role)
select org_id, user_id, 'Member ' || place, 'member' || place || '@' || current_setting('bench.slug') || '.example',
  case when place = 1 then 'admin' when place <= 4 then 'manager' else 'rep' end
from bench.members where org_id = current_setting('bench.org')::uuid;

create table if not exists bench.companies (org_id uuid, place int, id uuid, domain text, primary key (org_id, place));
insert into bench.companies
select current_setting('bench.org')::uuid, i, new_id(),
  (array['north', 'blue', 'iron', 'clear', 'first', 'green', 'river', 'stone'])[1 + i % 8]
  || (array['works', 'soft', 'trade', 'labs', 'freight', 'health', 'metal'])[1 + i % 7] || i || '.com'
from generate_series(1, greatest(1, current_setting('bench.leads')::int / 6)) i;

insert into companies (org_id, id, name, domain)
select org_id, id, initcap(replace(domain, '.com', '')) || ' ' || (array['Ltd', 'Inc', 'GmbH', 'AG'])[1 + place % 4], domain
from bench.companies where org_id = current_setting('bench.org')::uuid;

insert into tags (org_id, name) select current_setting('bench.org')::uuid, 'tag ' || i from generate_series(1, 20) i;
