-- Slots of the last week's outbound touches, and the do-not-contact list: mostly strangers, about one lead in a hundred.
insert into contact_guards (org_id, scope, scope_key, channel_group, span, communication_id, user_id)
select c.org_id, k.scope, k.scope_key, ch.channel_group, tstzrange(c.occurred_at, c.occurred_at + make_interval(secs => ch.hard_window_seconds), '[)'), c.id, c.user_id
from communications c join channels ch on ch.org_id = c.org_id and ch.code = c.channel
cross join lateral (values ('lead', c.lead_id::text), ('point', ch.address_kind || ':' || c.to_norm)) as k(scope, scope_key)
where c.org_id = current_setting('bench.org')::uuid and c.direction = 'outbound' and k.scope_key is not null
  and c.occurred_at > current_setting('bench.built')::timestamptz - interval '7 days'
order by c.occurred_at, k.scope, k.scope_key
on conflict do nothing;

insert into dnc_entries (org_id, kind, value_norm, reason, source, added_by, created_at)
select current_setting('bench.org')::uuid, kind, case when i % 100 = 0 then coalesce(known, made) else made end, 'asked to be left alone',
  (array['unsubscribe', 'import', 'manual', 'complaint'])[1 + i % 4], (select user_id from bench.members where org_id = current_setting('bench.org')::uuid and place = 1),
  current_setting('bench.built')::timestamptz - random() * interval '700 days'
from (
  select i, case when i % 33 = 0 then 'domain' when i % 8 = 0 then 'phone' when i % 50 = 1 then 'linkedin' else 'email' end as kind,
    case when i % 33 = 0 then 'stranger' || i || '.net' when i % 8 = 0 then '+44' || (1510000000 + i::bigint * 3) when i % 50 = 1 then 'stranger-' || i
      else 'stranger' || i || '@other' || i % 5000 || '.org' end as made,
    case when i % 33 = 0 then null when i % 8 = 0 then b.phone when i % 50 = 1 then b.linkedin else b.email end as known
  from generate_series(1, current_setting('bench.dnc')::int) i
  left join bench.leads b on b.org_id = current_setting('bench.org')::uuid and i % 100 = 0 and b.place = 400 + i / 100 * 37 % greatest(1, current_setting('bench.leads')::int - 400)) given
on conflict do nothing;
