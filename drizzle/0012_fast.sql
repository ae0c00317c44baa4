-- What keeps questions fast: a search that uses its index, and statistics that follow a table which grows.

-- Words in any order, accents and case forgiven. The owner sees every row; the organization of the setting is the first condition.
-- One condition per word, because the trigram index knows LIKE and not LIKE ALL: 1 ms instead of 80 at 50,000 leads.
set local role touchline_search;
drop function search_leads(text, integer);
reset role;
create function search_leads(query text, max_candidates integer) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  w text[] := array(select '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(btrim(fold(query)), '\s+') word where word <> '' limit 8);
begin
  -- A word of one or two letters has no trigram to look up. When all are so short, the first that match are soon found without.
  if not exists (select from unnest(w) as word where length(word) > 4) then
    return query
      select s.id from lead_search s where s.org_id = current_org_id() and s.document like all (w) and w <> '{}' limit max_candidates;
    return;
  end if;
  return query
    select s.id from lead_search s
    where s.org_id = current_org_id() and s.document like w[1] and s.document like coalesce(w[2], '%')
      and s.document like coalesce(w[3], '%') and s.document like coalesce(w[4], '%') and s.document like coalesce(w[5], '%')
      and s.document like coalesce(w[6], '%') and s.document like coalesce(w[7], '%') and s.document like coalesce(w[8], '%')
    limit max_candidates;
end $$;
-- Rights first: once it is handed over, a REVOKE by touchline_owner only warns that it did nothing.
revoke execute on function search_leads(text, integer) from public;
grant execute on function search_leads(text, integer) to touchline_app;
alter function search_leads(text, integer) owner to touchline_search;

-- Autovacuum looks in once a minute where the server is not ours. Until then a table that an import fills is planned as if it were empty.
-- The worker asks more often: what has doubled since it was last looked at is looked at now. Answers how many tables that were.
create function refresh_statistics() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stale regclass[] := array(
    select s.relid::regclass from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and s.n_mod_since_analyze > 100 + greatest(c.reltuples, 0) order by 1);
  one regclass;
begin
  foreach one in array stale loop
    execute format('analyze (skip_locked) %s', one);
  end loop;
  return cardinality(stale);
end $$;
revoke execute on function refresh_statistics() from public;
grant execute on function refresh_statistics() to touchline_jobs;

-- The summary of one new touch, which most statements bring: the same as below for many, without aggregates. Runs as whoever may change leads.
create function sum_up_touch(n communications) returns void language plpgsql as $$
declare
  org uuid := current_org_id();
  attempt boolean := is_attempt(n);
  answer timestamptz := response_at(n);
  l record;
  newest boolean;
begin
  if n.thread_id is not null then
    update threads t set last_inbound_at = greatest(t.last_inbound_at, case when n.direction = 'inbound' then n.occurred_at end),
      last_outbound_at = greatest(t.last_outbound_at, case when attempt then n.occurred_at end)
    where t.org_id = org and t.id = n.thread_id;
  end if;
  select k.first_contacted_at, k.last_contacted_at, k.last_communication_id, k.reply_count into l
  from leads k where k.org_id = org and k.id = n.lead_id for no key update;
  -- A first touch that lies before an answer changes which answer came first.
  if attempt and (l.reply_count > 0 or answer is not null) and n.occurred_at < coalesce(l.first_contacted_at, 'infinity') then
    perform recompute_lead_summary(array[n.lead_id]);
    return;
  end if;
  newest := attempt and ((n.occurred_at, n.id) > (l.last_contacted_at, l.last_communication_id)) is not false;
  update leads k set
    contact_count = k.contact_count + attempt::integer,
    first_contacted_at = least(k.first_contacted_at, case when attempt then n.occurred_at end),
    last_contacted_at = case when newest then n.occurred_at else k.last_contacted_at end,
    last_contact_channel = case when newest then n.channel else k.last_contact_channel end,
    last_contacted_by = case when newest then n.user_id else k.last_contacted_by end,
    last_communication_id = case when newest then n.id else k.last_communication_id end,
    reply_count = k.reply_count + (answer is not null)::integer,
    last_response_at = greatest(k.last_response_at, answer),
    first_response_seconds = least(k.first_response_seconds,
      case when answer >= k.first_contacted_at then extract(epoch from answer - k.first_contacted_at)::bigint end),
    last_activity_at = greatest(k.last_activity_at, case when attempt or n.direction = 'inbound' then n.occurred_at end),
    last_thread_id = case when n.thread_id is not null then latest_thread(k.id) else k.last_thread_id end
  where k.org_id = org and k.id = n.lead_id;
end $$;

-- As in 0003, with the short way for one.
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
    perform recompute_thread_summary(array(select distinct n.thread_id from new_rows n where n.lead_id = any (stale) and n.thread_id is not null));
    perform 1 from leads l where l.org_id = current_org_id() and l.id = any (stale) order by l.id for no key update;
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

-- A touch as the guard tells of it (lib/slots/rules, HeldTouch). Who may not see its lead learns of it all the same, and nothing else:
-- whether it is hidden is for the reader of this to act on.
create function touch_json(c communications) returns json language plpgsql stable as $$
declare
  member text;
  lead record;
begin
  select m.name into member from memberships m where m.org_id = c.org_id and m.user_id = c.user_id;
  select l.last_response_at > c.occurred_at as answered into lead from leads l where l.org_id = c.org_id and l.id = c.lead_id;
  return json_build_object('communicationId', c.id,
    'user', case when c.user_id is not null then json_build_object('id', c.user_id, 'name', coalesce(member, c.actor_name)) end,
    'at', c.occurred_at, 'channel', c.channel, 'subject', c.subject, 'excerpt', c.body_preview,
    'answered', c.replied_at is not null or coalesce(lead.answered, false), 'waiting', c.status = 'queued',
    'hidden', not found and visible_owners() is not null);
end $$;
