-- How each lead came to where it stands, what two in five are worth, and the clients that came of it. Triggers are off.
with way (status, steps) as (values
  ('enriched', '{enriched}'::text[]), ('contacted', '{contacted}'), ('conversing', '{contacted,conversing}'),
  ('qualified', '{contacted,conversing,qualified}'), ('proposal', '{contacted,conversing,qualified,proposal}'),
  ('converted', '{contacted,conversing,qualified,proposal,converted}'), ('on_ice', '{contacted,conversing,on_ice}'),
  ('lost', '{contacted,conversing,qualified,lost}'), ('unqualified', '{contacted,unqualified}')),
-- Most leads go their way within weeks of their arrival; a few take all the time there was.
drawn as (
  select l.id, l.owner_id, l.created_at, w.steps, (current_setting('bench.built')::timestamptz - l.created_at) * power(random(), 2) / array_length(w.steps, 1) as stride
  from leads l join way w on w.status = l.status where l.org_id = current_setting('bench.org')::uuid),
moved as (
  insert into lead_status_history (org_id, created_at, updated_at, lead_id, from_status, to_status, trigger, actor_id, at, seconds_in_previous)
  select current_setting('bench.org')::uuid, at, at, id, coalesce(steps[nth - 1], 'new'), steps[nth], 'user', owner_id, at, extract(epoch from stride)::bigint
  from (select d.*, nth, d.created_at + d.stride * nth as at from drawn d, generate_series(1, array_length(d.steps, 1)) as nth) s
  returning lead_id, at, to_status)
update leads l set status_changed_at = m.at, furthest_stage = m.stage
from (select lead_id, max(at) as at, max(stage_of(to_status)) as stage from moved group by 1) m
where l.org_id = current_setting('bench.org')::uuid and l.id = m.lead_id;

update leads l set currency = (array['USD', 'EUR', 'USD', 'JPY', 'USD'])[1 + b.place % 5],
  estimated_value_minor = round(5000 + 95000 * power(random(), 3)) * case when b.place % 5 = 3 then 150 else 100 end
from bench.leads b
where l.org_id = current_setting('bench.org')::uuid and b.org_id = l.org_id and b.id = l.id and (b.place % 5 < 2 or b.place % 15 = 3);

insert into fx_rates (org_id, currency, base_currency, day, rate, set_by)
select m.org_id, r.currency, 'USD', current_setting('bench.built')::date - back * 14, r.rate, m.user_id
from bench.members m, (values ('EUR', 1.1), ('JPY', 0.0065)) as r (currency, rate), generate_series(0, 53) as back
where m.org_id = current_setting('bench.org')::uuid and m.place = 1;

with won as (
  insert into clients (org_id, created_at, updated_at, name, from_lead_id, from_status, value_minor, currency, converted_by, converted_at)
  select l.org_id, l.status_changed_at, l.status_changed_at, coalesce(l.last_name, 'Client'), l.id, 'proposal', l.estimated_value_minor, l.currency,
    coalesce(l.owner_id, m.user_id), l.status_changed_at
  from leads l join bench.members m on m.org_id = l.org_id and m.place = 1
  where l.org_id = current_setting('bench.org')::uuid and l.status = 'converted'
  returning id, from_lead_id, converted_at)
update leads l set converted_at = w.converted_at, converted_client_id = w.id from won w
where l.org_id = current_setting('bench.org')::uuid and l.id = w.from_lead_id;
