-- Messages that leave together cost their leads no more than one that leaves alone.

create or replace function sum_up_touches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stale uuid[];
  one communications;
begin
  if tg_op = 'INSERT' and (select count(*) from new_rows) = 1 then
    select * into one from new_rows;
    perform sum_up_touch(one);
    return null;
  end if;
  if tg_op = 'UPDATE' then
    select array_agg(distinct n.lead_id order by n.lead_id) into stale
    from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
    where (is_attempt(n), response_at(n)) is distinct from (is_attempt(o), response_at(o));
    if stale is null then return null; end if;
    perform 1 from leads l where l.org_id = current_org_id() and l.id = any (stale) order by l.id for no key update;
    -- A message that leaves is to its lead what a new touch is: added to the summary, and not counted again with the whole past. Of a lead
    -- with two changes at once all is counted.
    for one in
      select n.* from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.lead_id = o.lead_id and is_attempt(n) and not is_attempt(o) and response_at(n) is null and response_at(o) is null
        and 1 = (select count(*) from new_rows w where w.lead_id = n.lead_id) order by n.lead_id
    loop
      perform sum_up_touch(one);
      stale := array_remove(stale, one.lead_id);
    end loop;
    if stale = '{}' then return null; end if;
    perform recompute_thread_summary(array(select distinct n.thread_id from new_rows n where n.lead_id = any (stale) and n.thread_id is not null));
    perform recompute_lead_summary(stale);
    return null;
  end if;

  update threads t set last_inbound_at = greatest(t.last_inbound_at, g.inbound), last_outbound_at = greatest(t.last_outbound_at, g.outbound)
  from (select n.thread_id, max(n.occurred_at) filter (where n.direction = 'inbound') as inbound,
          max(n.occurred_at) filter (where is_attempt(n)) as outbound
        from new_rows n where n.thread_id is not null group by n.thread_id) g
  where t.org_id = current_org_id() and t.id = g.thread_id;

  -- Leads are locked by id, the order everybody uses: two batches in opposite order cannot deadlock.
  perform 1 from leads l where l.org_id = current_org_id() and l.id in (select n.lead_id from new_rows n) order by l.id for no key update;

  select array_agg(l.id) into stale
  from leads l join (select n.lead_id, min(n.occurred_at) filter (where is_attempt(n)) as first_at, count(response_at(n)) as replies
                     from new_rows n group by n.lead_id) g on g.lead_id = l.id
  where l.org_id = current_org_id() and l.reply_count + g.replies > 0 and g.first_at < coalesce(l.first_contacted_at, 'infinity');
  stale := coalesce(stale, '{}');

  update leads l set
    contact_count = l.contact_count + g.attempts,
    first_contacted_at = least(l.first_contacted_at, g.first_at),
    last_contacted_at = case when g.is_last then g.last_at else l.last_contacted_at end,
    last_contact_channel = case when g.is_last then g.last_channel else l.last_contact_channel end,
    last_contacted_by = case when g.is_last then g.last_user else l.last_contacted_by end,
    last_communication_id = case when g.is_last then g.last_id else l.last_communication_id end,
    reply_count = l.reply_count + g.replies,
    last_response_at = greatest(l.last_response_at, g.last_response),
    first_response_seconds = least(l.first_response_seconds, g.first_response),
    last_activity_at = greatest(l.last_activity_at, g.activity),
    last_thread_id = case when g.threaded then latest_thread(l.id) else l.last_thread_id end
  from (
    select k.id, s.*, s.last_id is not null and ((s.last_at, s.last_id) > (k.last_contacted_at, k.last_communication_id)) is not false as is_last,
      (select extract(epoch from min(response_at(n)) - k.first_contacted_at)::bigint from new_rows n
        where n.lead_id = k.id and response_at(n) >= k.first_contacted_at) as first_response
    from leads k join (
      select n.lead_id, bool_or(n.thread_id is not null) as threaded,
        count(*) filter (where is_attempt(n)) as attempts,
        min(n.occurred_at) filter (where is_attempt(n)) as first_at,
        count(response_at(n)) as replies, max(response_at(n)) as last_response,
        max(n.occurred_at) filter (where is_attempt(n) or n.direction = 'inbound') as activity,
        (array_agg(n.occurred_at order by n.occurred_at desc, n.id desc) filter (where is_attempt(n)))[1] as last_at,
        (array_agg(n.channel order by n.occurred_at desc, n.id desc) filter (where is_attempt(n)))[1] as last_channel,
        (array_agg(n.user_id order by n.occurred_at desc, n.id desc) filter (where is_attempt(n)))[1] as last_user,
        (array_agg(n.id order by n.occurred_at desc, n.id desc) filter (where is_attempt(n)))[1] as last_id
      from new_rows n group by n.lead_id) s on s.lead_id = k.id
    where k.org_id = current_org_id() and not (k.id = any (stale))) g
  where l.org_id = current_org_id() and l.id = g.id;

  if stale <> '{}' then perform recompute_lead_summary(stale); end if;
  return null;
end $$;
