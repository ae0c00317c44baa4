-- The ledger: four channels, replies, threads; four fifths of it in the last half year. Setting: bench.communications.
-- Lead 1 of the large organization has 10,000 touches; leads 2 to 301 have 80 each, so that a page of 50 is full at every size.
create unlogged table if not exists bench.touches (
  place int, lead int, thread int, a real, b real, c real, occurred_at timestamptz, channel text, direction text);
truncate bench.touches;

insert into bench.touches
select n,
  case when n <= heavy then 1 when n <= heavy + full_pages * 80 then 2 + (n - heavy) % full_pages
       else 1 + full_pages + ceil(power(a, 1.7) * (leads - full_pages - 1))::int end,
  case when channel = 'email' and b < 0.6 then floor(c * 3)::int end,
  a, b, c, occurred_at, channel, case when channel <> 'sms' and d < 0.2 then 'inbound' else 'outbound' end
from (
  select n, random() as a, random() as b, random() as c, random() as d,
    current_setting('bench.built')::timestamptz - case when random() < 0.8 then random() * interval '182 days'
      else interval '182 days' + random() * interval '548 days' end as occurred_at,
    (array['email', 'email', 'email', 'email', 'email', 'email', 'call', 'call', 'linkedin', 'sms'])[1 + floor(random() * 10)::int] as channel
  from generate_series(1, current_setting('bench.communications')::int) n) drawn,
  (select (select count(*)::int from bench.leads where org_id = current_setting('bench.org')::uuid and contacted) as leads,
     least(10000, current_setting('bench.communications')::int / 10) as heavy,
     least(300, current_setting('bench.communications')::int / 400) as full_pages) sizes;
create unlogged table if not exists bench.threads (lead int, thread int, id uuid, primary key (lead, thread));
truncate bench.threads;
insert into bench.threads select lead, thread, new_id() from bench.touches where thread is not null group by lead, thread;
insert into threads (org_id, id, lead_id, channel, subject, root_key)
select b.org_id, t.id, b.id, 'email', 'Conversation ' || t.lead || '-' || t.thread, t.id::text
from bench.threads t join bench.leads b on b.org_id = current_setting('bench.org')::uuid and b.place = t.lead;

insert into communications (org_id, id, created_at, updated_at, lead_id, company_id, user_id, actor_name, source, intent, channel, direction,
  from_address, to_address, to_norm, subject, body, body_norm, status, thread_id, message_id, occurred_at, replied_at)
select l.org_id, new_id(), t.occurred_at, t.occurred_at, l.id, l.company_id, m.user_id, 'Member ' || m.place,
  case when t.channel <> 'email' then 'manual_log' when t.b < 0.5 then 'inbox_sync' else 'composer' end, 'happened', t.channel, t.direction,
  case when t.direction = 'inbound' then address end, case when t.direction = 'outbound' then address end,
  case when t.direction = 'outbound' then address end,
  case when t.channel = 'email' then (array['Our next step', 'Price list', 'Following up', 'Your question', 'Introduction', 'Contract draft'])[1 + t.place % 6]
    || ' ' || t.place % 97 end,
  repeat((array['Thank you for your time today. ', 'We talked about the rollout in spring. ', 'The team is looking at the second option. ',
    'Please find the figures attached. '])[1 + t.place % 4], case t.channel when 'email' then 3 + t.place % 8 else 1 + t.place % 2 end),
  case when t.direction = 'outbound' and t.channel <> 'call' then btrim(lower(regexp_replace(repeat((array['Thank you for your time today. ', 'We talked about the rollout in spring. ',
    'The team is looking at the second option. ', 'Please find the figures attached. '])[1 + t.place % 4],
    case t.channel when 'email' then 3 + t.place % 8 else 1 + t.place % 2 end), '[^[:alnum:]]+', ' ', 'g'))) end,
  case when t.direction = 'inbound' then 'received' when t.channel = 'email' and t.c < 0.9 then 'delivered' else 'logged' end,
  h.id, case when t.channel = 'email' then t.place || '.' || l.place || '@bench.example' end, t.occurred_at,
  case when t.direction = 'outbound' and t.c > 0.88 then least(t.occurred_at + (t.b * 6) * interval '1 day', current_setting('bench.built')::timestamptz) end
from bench.touches t
join bench.leads l on l.org_id = current_setting('bench.org')::uuid and l.place = t.lead
join bench.members m on m.org_id = l.org_id
  and m.place = case when l.owner is not null and t.a < 0.85 then l.owner else 1 + t.place % current_setting('bench.members')::int end
left join bench.threads h on h.lead = t.lead and h.thread = t.thread
cross join lateral (select case t.channel when 'email' then l.email when 'linkedin' then l.linkedin else l.phone end as address) x
order by t.occurred_at;
