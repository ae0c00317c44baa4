-- Leads with addresses and tags. Triggers are off: search documents and summaries follow in order.sql.
-- Three in ten were never contacted and have the last places; statuses, owners and scores are uneven, as in a real book.
create table if not exists bench.leads (
  org_id uuid, place int, id uuid, contacted boolean, owner int, company_id uuid, email text, phone text, linkedin text, primary key (org_id, place));

create or replace function bench.name(seed int) returns text language sql immutable as $$
  select initcap((array['ha', 'mo', 'ke', 'sto', 'ber', 'lin', 'va', 'dro', 'fi', 'gran', 'wes', 'no', 'pe', 'ruh', 'sal', 'tor', 'ul', 'zim', 'cor', 'jan'])[1 + seed % 20]
    || (array['ra', 'ller', 'den', 'wi', 'na', 'cker', 'so', 'tti', 'bel', 'mar', 'go', 'ven', 'lo', 'ri', 'da', 'ns', 'ch', 'pe', 'ka', 'ste'])[1 + seed / 20 % 20]
    || (array['', 'son', 'mann', 'berg', 'ov', 'ez', 'ini', 'sky', 'ford', 'well', 'ström', 'ley', 'ton', 'ic', 'ard', 'eux', 'hart', 'stein', 'dal', 'wood'])[1 + seed / 400 % 20]) $$;

with drawn as (
  select i, new_id() as id, random() as a, random() as b, random() as c, random() as d, floor(random() * 8000)::int as name,
    case when random() < 0.92 then 1 + floor(power(random(), 1.6) * current_setting('bench.members')::int)::int end as owner,
    current_setting('bench.built')::timestamptz - random() * interval '730 days' as created_at
  from generate_series(1, current_setting('bench.leads')::int) i),
named as (
  select d.*, m.user_id as owner_id, c.id as company_id, c.domain, bench.name(d.name) as last_name,
    (array['Maria', 'Jonas', 'Aisha', 'Chen', 'Lucia', 'Peter', 'Nadia', 'Omar', 'Eva', 'Tom', 'Ingrid', 'Raj', 'Sofia', 'Paul', 'Mei', 'Anna', 'Luis',
      'Greta', 'Ivan', 'Zoë', 'Kofi', 'Hana', 'Émile', 'Rosa', 'Felix'])[1 + i % 25] as first_name
  from drawn d join bench.companies c on c.org_id = current_setting('bench.org')::uuid
    and c.place = 1 + i % greatest(1, current_setting('bench.leads')::int / 6)
  left join bench.members m on m.org_id = c.org_id and m.place = d.owner),
stored as (
  insert into leads (org_id, id, created_at, updated_at, status_changed_at, first_name, last_name, title, email, phone_e164, linkedin, company_id, owner_id,
    status, score, source, timezone, metadata)
  select current_setting('bench.org')::uuid, id, created_at, created_at, created_at, first_name, last_name,
    (array['CEO', 'Head of Sales', 'Buyer', 'Operations Lead', 'CTO', 'Marketing Manager', 'Owner', 'Analyst'])[1 + i % 8],
    lower(unaccent(first_name || '.' || last_name)) || i || '@' || case when a < 0.15 then 'gmail.com' else domain end,
    case when b < 0.7 then '+1' || (2010000000 + i::bigint * 7) end,
    case when c < 0.5 then lower(unaccent(first_name || '-' || last_name)) || '-' || i end,
    company_id, owner_id,
    case when i % 10 < 3 then case when d < 0.75 then 'new' else 'enriched' end
         when d < 0.42 then 'contacted' when d < 0.62 then 'conversing' when d < 0.72 then 'qualified' when d < 0.77 then 'proposal'
         when d < 0.87 then 'on_ice' when d < 0.92 then 'converted' when d < 0.98 then 'lost' else 'unqualified' end,
    case when a < 0.9 then floor(100 * power(b, 1.5))::int end, (array['website', 'referral', 'event', 'outbound', null])[1 + i % 5],
    (array['America/New_York', 'Europe/Berlin', 'America/Los_Angeles', null])[1 + i % 4], jsonb_build_object('campaign', 'c' || i % 12)
  from named returning id, status)
insert into bench.leads
select current_setting('bench.org')::uuid, row_number() over (order by status in ('new', 'enriched'), id), id, status not in ('new', 'enriched') from stored;

update bench.leads b set owner = (select m.place from bench.members m where m.org_id = b.org_id and m.user_id = l.owner_id), company_id = l.company_id,
  email = case when l.email like '%@gmail.com' then replace(split_part(l.email, '@', 1), '.', '') || '@gmail.com' else l.email end,
  phone = l.phone_e164, linkedin = l.linkedin
from leads l where l.org_id = b.org_id and l.id = b.id and b.org_id = current_setting('bench.org')::uuid;

insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary)
select l.org_id, l.id, p.kind, p.raw, p.norm, true
from leads l join bench.leads b on b.org_id = l.org_id and b.id = l.id
cross join lateral (values ('email', l.email, b.email), ('phone', l.phone_e164, b.phone), ('linkedin', l.linkedin, b.linkedin)) as p(kind, raw, norm)
where l.org_id = current_setting('bench.org')::uuid and p.norm is not null;

insert into lead_tags (org_id, lead_id, tag_id)
select b.org_id, b.id, t.id
from bench.leads b join (select id, org_id, row_number() over (order by id) as nth from tags) t on t.org_id = b.org_id
  and (t.nth = 1 + b.place % 20 or (b.place % 3 = 0 and t.nth = 1 + b.place / 20 % 20))
where b.org_id = current_setting('bench.org')::uuid and b.place % 5 < 2
on conflict do nothing;

-- Where they come from, and what that cost in each month of the last two years.
insert into lead_sources (org_id, name, arrives_as)
select current_setting('bench.org')::uuid, initcap(source), source from (select distinct source from leads
  where org_id = current_setting('bench.org')::uuid and source is not null) s;
update leads l set source_id = s.id from lead_sources s
where l.org_id = current_setting('bench.org')::uuid and s.org_id = l.org_id and s.arrives_as = l.source;
insert into lead_source_costs (org_id, source_id, month, kind, amount_minor, currency, base_currency, fx_rate, base_minor, recorded_by)
select s.org_id, s.id, (date_trunc('month', current_setting('bench.built')::timestamptz) - make_interval(months => back))::date, kind,
  100000 + back * 1000, 'USD', 'USD', 1, 100000 + back * 1000, m.user_id
from lead_sources s join bench.members m on m.org_id = s.org_id and m.place = 1, generate_series(0, 23) as back, unnest(array['advertising', 'tool']) as kind
where s.org_id = current_setting('bench.org')::uuid;
