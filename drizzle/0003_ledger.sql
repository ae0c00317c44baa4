-- The ledger: state machine, immutability, lead and thread summaries, status history.

create function is_attempt(c communications) returns boolean language sql immutable parallel safe as $$
  select c.direction = 'outbound' and c.counts_as_contact and c.status in ('sent', 'delivered', 'bounced', 'logged') $$;

-- When they answered: an inbound touch itself, or an outbound one marked by hand (an inbound row that answers counts once, as itself).
create function response_at(c communications) returns timestamptz language sql immutable parallel safe as $$
  select case when not c.counts_as_contact then null
              when c.direction = 'inbound' then c.occurred_at
              when c.replied_by_id is null then c.replied_at end $$;

-- Whether a touch counts as contact is the channel's to say, not the writer's: what does not count needs no slot.
create function count_as_channel_says() returns trigger language plpgsql as $$
begin
  new.counts_as_contact := coalesce((select ch.counts_as_contact from channels ch where ch.org_id = new.org_id and ch.code = new.channel), true);
  return new;
end $$;
create trigger count_as_channel_says before insert on communications for each row execute function count_as_channel_says();

create function guard_communication_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.lead_id, new.channel, new.direction, new.source, new.intent, new.occurred_at, new.counts_as_contact)
     is distinct from (old.org_id, old.id, old.lead_id, old.channel, old.direction, old.source, old.intent, old.occurred_at, old.counts_as_contact)
     or (new.user_id, new.idempotency_key, new.created_at) is distinct from (old.user_id, old.idempotency_key, old.created_at) then
    raise exception 'a touch is never rewritten: log a correction instead' using errcode = 'TL010';
  end if;
  if old.status not in ('draft', 'queued') and (new.redacted_at is null or old.redacted_at is not null)
     and (new.from_address, new.to_address, new.to_norm, new.cc, new.subject, new.body, new.message_id)
     is distinct from (old.from_address, old.to_address, old.to_norm, old.cc, old.subject, old.body, old.message_id) then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if new.status <> old.status and not (old.status || '>' || new.status = any (array[
      'draft>queued', 'draft>cancelled', 'queued>sending', 'queued>cancelled', 'queued>blocked',
      'sending>queued', 'sending>sent', 'sending>rejected', 'sending>failed', 'sending>unknown',
      'unknown>sent', 'unknown>failed', 'sent>delivered', 'sent>bounced', 'delivered>bounced'])) then
    raise exception 'a touch cannot go from % to %', old.status, new.status using errcode = 'TL011';
  end if;
  return new;
end $$;
create trigger guard_communication_changes before update on communications for each row execute function guard_communication_changes();

create function latest_thread(p_lead uuid) returns uuid language sql stable as $$
  select t.id from threads t where t.org_id = current_org_id() and t.lead_id = p_lead
    and greatest(t.last_inbound_at, t.last_outbound_at) is not null
  order by greatest(t.last_inbound_at, t.last_outbound_at) desc, t.id desc limit 1 $$;

-- The summary from scratch. Everything the trigger adds up must equal this.
create function recompute_lead_summary(lead_ids uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  update leads l set
    contact_count = s.contact_count, first_contacted_at = s.first_contacted_at, last_contacted_at = s.last_contacted_at,
    last_contact_channel = s.last_channel, last_contacted_by = s.last_user, last_communication_id = s.last_id,
    reply_count = s.reply_count, last_response_at = s.last_response_at,
    first_response_seconds = extract(epoch from s.first_response_at - s.first_contacted_at)::bigint,
    last_activity_at = s.last_activity_at,
    last_thread_id = latest_thread(l.id)
  from (
    select x.id as lead_id, a.*, o.last_channel, o.last_user, o.last_id,
      (select min(response_at(c)) from communications c where c.org_id = current_org_id() and c.lead_id = x.id
        and response_at(c) >= a.first_contacted_at) as first_response_at
    from unnest(lead_ids) as x(id)
    cross join lateral (
      select count(*) filter (where is_attempt(c)) as contact_count,
        min(c.occurred_at) filter (where is_attempt(c)) as first_contacted_at,
        max(c.occurred_at) filter (where is_attempt(c)) as last_contacted_at,
        count(response_at(c)) as reply_count, max(response_at(c)) as last_response_at,
        max(c.occurred_at) filter (where is_attempt(c) or c.direction = 'inbound') as last_activity_at
      from communications c where c.org_id = current_org_id() and c.lead_id = x.id) a
    left join lateral (
      select c.channel as last_channel, c.user_id as last_user, c.id as last_id from communications c
      where c.org_id = current_org_id() and c.lead_id = x.id and is_attempt(c)
      order by c.occurred_at desc, c.id desc limit 1) o on true
  ) s
  where l.org_id = current_org_id() and l.id = s.lead_id;
$$;

create function recompute_thread_summary(thread_ids uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  update threads t set last_inbound_at = s.last_inbound_at, last_outbound_at = s.last_outbound_at
  from (
    select c.thread_id, max(c.occurred_at) filter (where c.direction = 'inbound') as last_inbound_at,
      max(c.occurred_at) filter (where is_attempt(c)) as last_outbound_at
    from communications c where c.org_id = current_org_id() and c.thread_id = any (thread_ids) group by c.thread_id) s
  where t.org_id = current_org_id() and t.id = s.thread_id;
$$;

-- One trigger function writes the summaries. Attempts and answers only ever appear, so a new row is added up; a changed row, or
-- a first touch back-dated before an answer, may change an earlier figure and recomputes that lead.
create function sum_up_touches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stale uuid[];
begin
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
create trigger sum_up_new_touches after insert on communications referencing new table as new_rows
  for each statement execute function sum_up_touches();
create trigger sum_up_changed_touches after update on communications referencing old table as old_rows new table as new_rows
  for each statement execute function sum_up_touches();

-- What a lead may become: the table of product.md as rows.
insert into lead_status_transitions (from_status, to_status, needs_reason, min_role)
select f, t, f in ('lost', 'unqualified', 'converted'), case f when 'converted' then 'admin' when 'unqualified' then 'manager' else 'rep' end
from (values
  ('new', array['enriched', 'contacted', 'conversing', 'on_ice', 'unqualified']),
  ('enriched', array['contacted', 'conversing', 'on_ice', 'unqualified']),
  ('contacted', array['conversing', 'qualified', 'on_ice', 'lost', 'unqualified']),
  ('conversing', array['qualified', 'proposal', 'on_ice', 'lost', 'unqualified']),
  ('qualified', array['proposal', 'converted', 'conversing', 'on_ice', 'lost']),
  ('proposal', array['converted', 'qualified', 'on_ice', 'lost']),
  ('on_ice', array['contacted', 'conversing', 'qualified', 'lost', 'unqualified']),
  ('lost', array['on_ice', 'conversing']),
  ('unqualified', array['new']),
  ('converted', array['qualified', 'proposal'])) as moves(f, targets), unnest(targets) as t;

-- A status changes by inserting its history; the application has no right to update the column itself.
create function apply_status_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  lead record;
  move record;
begin
  select status, status_changed_at into lead from leads where org_id = new.org_id and id = new.lead_id for no key update;
  if new.from_status is not null and new.from_status <> lead.status then
    raise exception 'the lead is % by now, not %', lead.status, new.from_status using errcode = 'TL021';
  end if;
  new.from_status := lead.status;
  select * into move from lead_status_transitions where from_status = lead.status and to_status = new.to_status;
  if not found then
    raise exception 'a lead cannot go from % to %', lead.status, new.to_status using errcode = 'TL020';
  end if;
  if move.needs_reason and coalesce(btrim(new.reason), '') = '' then
    raise exception 'going from % to % needs a reason', lead.status, new.to_status using errcode = 'TL022';
  end if;
  new.seconds_in_previous := greatest(0, extract(epoch from new.at - lead.status_changed_at))::bigint;
  update leads set status = new.to_status, status_changed_at = greatest(new.at, lead.status_changed_at), updated_at = new.at
    where org_id = new.org_id and id = new.lead_id;
  return new;
end $$;
create trigger apply_status_change before insert on lead_status_history for each row execute function apply_status_change();
