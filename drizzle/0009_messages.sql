-- Messages that wait: they hold their slot, lose it with their state, and answers hold the message they answer.

-- A reply's slot is keyed by the message it answers, so that two people never answer the same one.
alter table contact_guards drop constraint contact_guards_scope_check;
alter table contact_guards add constraint contact_guards_scope_check check (scope in ('point', 'lead', 'company', 'message'));
alter table contact_guards add constraint contact_guards_reply_check check ((kind = 'reply') = (scope = 'message'));

create index communications_waiting_idx on communications (org_id, lead_id, occurred_at) where status = 'queued';

-- A message that will not go out frees its slots, by whatever path it was stopped. It reached nobody, so nothing of them stays.
create function free_slots() returns trigger language plpgsql as $$
begin
  update contact_guards g set span = 'empty', released_at = coalesce(g.released_at, new.updated_at), updated_at = new.updated_at
  from (select id from contact_guards where org_id = new.org_id and communication_id = new.id and not isempty(span)
        order by scope, scope_key for update) held
  where g.org_id = new.org_id and g.id = held.id;
  return null;
end $$;
create trigger free_slots after update of status on communications for each row
  when (new.status in ('cancelled', 'blocked') and new.status <> old.status) execute function free_slots();

-- And the other way about: whoever takes the slot of a message that waits has to say that it waits no longer.
create function keep_slot_of_waiting() returns trigger language plpgsql as $$
begin
  if exists (select from communications c where c.org_id = new.org_id and c.id = new.communication_id and c.status = 'queued') then
    raise exception 'a message that waits keeps its slot' using errcode = 'TL033';
  end if;
  return null;
end $$;
create constraint trigger keep_slot_of_waiting after update on contact_guards deferrable initially deferred
  for each row when (new.released_at is not null) execute function keep_slot_of_waiting();

-- Ends standing slots for a touch that takes their place. Messages that wait on them are blocked, with the reason, and lose all of their
-- slots. Messages first, then slots: the order in which cancelling locks them.
create function end_slots(p_ending uuid[], p_from timestamptz, p_at timestamptz, p_reason text) returns void language plpgsql as $$
begin
  update communications c set status = 'blocked', error_code = 'OVERRIDDEN', error_message = p_reason, updated_at = p_at
  from (select id from communications where id in (select communication_id from contact_guards where id = any (p_ending))
          and status = 'queued' order by id for update) waiting
  where c.id = waiting.id;
  update contact_guards g set span = tstzrange(lower(span), greatest(lower(span), p_from), '[)'), released_at = p_at, updated_at = p_at
  from (select id from contact_guards where id = any (p_ending) order by scope, scope_key for update) locked
  where g.id = locked.id and not isempty(g.span);
end $$;

-- take_slot, after ending what stands in the way: all of it or nothing.
create function take_slot_over(p_lead uuid, p_point text, p_group text, p_from timestamptz, p_seconds integer, p_communication uuid, p_user uuid,
  p_ending uuid[], p_at timestamptz, p_reason text)
returns boolean language plpgsql as $$
begin
  perform end_slots(p_ending, p_from, p_at, p_reason);
  if not take_slot(p_lead, p_point, p_group, p_from, p_seconds, p_communication, p_user, '{}') then
    raise exception 'the slot is held' using errcode = 'TL032';
  end if;
  return true;
exception when sqlstate 'TL032' then
  return false;
end $$;

-- The slot of an answer: the message answered, without an end. The exclusion constraint lets one winner through.
create function take_reply_slot(p_key text, p_group text, p_from timestamptz, p_communication uuid, p_user uuid,
  p_ending uuid[], p_at timestamptz, p_reason text)
returns boolean language plpgsql as $$
declare taken integer;
begin
  perform end_slots(p_ending, p_from, p_at, p_reason);
  insert into contact_guards (scope, scope_key, channel_group, span, communication_id, user_id, kind)
  values ('message', p_key, p_group, tstzrange(p_from, null, '[)'), p_communication, p_user, 'reply')
  on conflict do nothing;
  get diagnostics taken = row_count;
  if taken < 1 then raise exception 'somebody else answers' using errcode = 'TL032'; end if;
  return true;
exception when sqlstate 'TL032' then
  return false;
end $$;

-- Whether this touch answers a message of theirs that nobody has answered, and holds the slot of doing so. A conversation is a thread, or
-- what was said on one channel outside of any.
create function holds_reply_slot(c communications) returns boolean language sql stable as $$
  select exists (
    select from communications p
    join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    join contact_guards g on g.org_id = c.org_id and g.communication_id = c.id and g.kind = 'reply' and g.scope = 'message'
      and g.scope_key = coalesce(p.message_id, p.id::text) and g.channel_group = ch.channel_group
      and g.span @> coalesce(c.scheduled_for, c.occurred_at) and upper_inf(g.span)
    where p.org_id = c.org_id and p.id = c.parent_id and p.lead_id = c.lead_id and p.direction = 'inbound' and p.channel = c.channel
      and p.thread_id is not distinct from c.thread_id
      and not exists (
        select from communications o where o.org_id = c.org_id and o.lead_id = c.lead_id and o.channel = c.channel
          and o.thread_id is not distinct from c.thread_id and o.id <> c.id and o.occurred_at >= p.occurred_at and is_attempt(o))) $$;

-- As in 0007, with the slot of an answer where that believed the word "reply".
create or replace function require_slot() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ch channels;
begin
  if new.guard_kind in ('reply', 'override') and holds_reply_slot(new) then return null; end if;
  if new.guard_kind = 'reply' then
    raise exception 'a reply needs the message it answers, and to be its only answer' using errcode = 'TL031';
  end if;
  select * into ch from channels where org_id = new.org_id and code = new.channel;
  if exists (
      select from (values ('lead', new.lead_id::text), ('point', ch.address_kind || ':' || new.to_norm)) as k(scope, scope_key)
      where k.scope_key is not null and not exists (
        select from contact_guards g where g.org_id = new.org_id and g.communication_id = new.id
          and ((g.scope = k.scope and g.scope_key = k.scope_key)
            or (k.scope = 'point' and g.scope = 'lead' and g.shared_point = k.scope_key and is_shared_point(ch.address_kind, new.to_norm)))
          and g.channel_group = ch.channel_group
          and (ch.hard_window_seconds = 0 or (g.span @> coalesce(new.scheduled_for, new.occurred_at)
            and upper(g.span) - lower(g.span) >= make_interval(secs => ch.hard_window_seconds)))))
    or (new.to_norm is null and exists (select from contact_points p where p.org_id = new.org_id and p.lead_id = new.lead_id
          and p.kind = ch.address_kind)) then
    raise exception 'a planned touch needs its slot' using errcode = 'TL031';
  end if;
  return null;
end $$;

-- For older tools an attempt is what reached somebody: what waits, was cancelled or blocked is none.
create or replace view contact_attempts with (security_invoker = true) as
  select id, org_id as company_id, lead_id, user_id, channel as method, direction, subject, body,
    (direction = 'outbound' and replied_at is not null) as responded, replied_at as response_at, metadata, created_at
  from communications where counts_as_contact and (direction = 'inbound' or status in ('sent', 'delivered', 'bounced', 'logged'));
