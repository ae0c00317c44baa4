-- Messages leave: once each, claimed by one worker at a time, and what became of every attempt is on record.

-- An attempt at sending. Who holds the open one may send, and nobody else; a worker that was frozen finds it ended.
create table delivery_attempts (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  communication_id uuid not null, number integer not null, worker text not null, mailbox_id uuid, transport text not null,
  lease_until timestamptz not null, began_at timestamptz, ended_at timestamptz, outcome text, response text,
  constraint delivery_attempts_org_id_id_pk primary key (org_id, id),
  constraint delivery_attempts_key unique (org_id, communication_id, number),
  constraint delivery_attempts_number_check check (number >= 1),
  constraint delivery_attempts_transport_check check (transport in ('captured', 'smtp', 'resend', 'twilio')),
  constraint delivery_attempts_outcome_check check (outcome in ('sent', 'later', 'rejected', 'unknown', 'stopped', 'released', 'absent', 'not_sent')),
  constraint delivery_attempts_ended_check check ((ended_at is null) = (outcome is null)),
  constraint delivery_attempts_began_check check (outcome <> 'released' or began_at is null),
  constraint delivery_attempts_response_check check (octet_length(response) <= 8192),
  constraint delivery_attempts_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint delivery_attempts_mailbox_fk foreign key (org_id, mailbox_id) references mailboxes (org_id, id));
create unique index delivery_attempts_open_key on delivery_attempts (org_id, communication_id) where ended_at is null;
create index delivery_attempts_lease_idx on delivery_attempts (org_id, lease_until) where ended_at is null;
create index delivery_attempts_mailbox_idx on delivery_attempts (org_id, mailbox_id, began_at) where began_at is not null;
select make_tenant_table('delivery_attempts', 'select, insert');
grant update (lease_until, began_at, ended_at, outcome, response, updated_at) on delivery_attempts to touchline_app;

-- The worker finds which organizations have something to send or to look up, and nothing more; it works as each of them.
create policy worker on communications for select to touchline_jobs using (status in ('queued', 'sending', 'unknown'));
grant select (org_id, status, channel, next_attempt_at) on communications to touchline_jobs;
create index communications_under_way_idx on communications (org_id, status) where status in ('sending', 'unknown');

-- As in 0025; a message may be stopped before its first byte leaves, and an attempt that reached nobody, by the record of the server that
-- would have had it, goes back to the queue. Nothing else does: what may have arrived is never sent again.
create or replace function guard_communication_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.channel, new.direction, new.source, new.intent, new.occurred_at, new.counts_as_contact)
     is distinct from (old.org_id, old.id, old.channel, old.direction, old.source, old.intent, old.occurred_at, old.counts_as_contact)
     or (new.user_id, new.idempotency_key, new.created_at) is distinct from (old.user_id, old.idempotency_key, old.created_at)
     or ((new.lead_id, new.twin) is distinct from (old.lead_id, old.twin) and not is_moving(old.lead_id::text, new.lead_id::text)) then
    raise exception 'a touch is never rewritten: log a correction instead' using errcode = 'TL010';
  end if;
  if old.status not in ('draft', 'queued') and (new.redacted_at is null or old.redacted_at is not null)
     and (new.from_address, new.to_address, new.to_norm, new.cc, new.subject, new.body, new.message_id)
     is distinct from (old.from_address, old.to_address, old.to_norm, old.cc, old.subject, old.body, old.message_id) then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if new.status <> old.status and not (old.status || '>' || new.status = any (array[
      'draft>queued', 'draft>cancelled', 'queued>sending', 'queued>cancelled', 'queued>blocked',
      'sending>queued', 'sending>blocked', 'sending>sent', 'sending>rejected', 'sending>failed', 'sending>unknown',
      'unknown>queued', 'unknown>sent', 'unknown>failed', 'sent>delivered', 'sent>bounced', 'delivered>bounced'])) then
    raise exception 'a touch cannot go from % to %', old.status, new.status using errcode = 'TL011';
  end if;
  if new.status = 'sending' and old.status <> 'sending' and not exists (
      select from delivery_attempts a where a.org_id = new.org_id and a.communication_id = new.id and a.ended_at is null) then
    raise exception 'only who holds the attempt sends' using errcode = 'TL011';
  end if;
  if (old.status || '>' || new.status) in ('sending>queued', 'unknown>queued') and 'ok' is distinct from (
      select case when a.outcome in ('later', 'absent', 'released') or a.began_at is null then 'ok' end from delivery_attempts a
      where a.org_id = new.org_id and a.communication_id = new.id order by a.number desc limit 1) then
    raise exception 'what may have arrived is never sent again' using errcode = 'TL012';
  end if;
  return new;
end $$;

-- What was rejected or has failed reached nobody either, and frees its slots like what was stopped.
drop trigger free_slots on communications;
create trigger free_slots after update of status on communications for each row
  when (new.status in ('cancelled', 'blocked', 'rejected', 'failed') and new.status <> old.status) execute function free_slots();

-- A message that leaves late holds its slots longer, so that the window is counted from when it left. False, and nothing is changed, when
-- somebody else has what it would need.
create function prolong_slots(p_communication uuid, p_from timestamptz) returns boolean language plpgsql as $$
declare missed integer;
begin
  with held as (
    select g.scope, g.scope_key, g.channel_group, g.user_id, g.kind, g.shared_point, max(upper(g.span)) as until,
      p_from + make_interval(secs => (select max(ch.hard_window_seconds) from channels ch where ch.org_id = current_org_id() and ch.channel_group = g.channel_group)) as needed
    from contact_guards g where g.org_id = current_org_id() and g.communication_id = p_communication and g.scope <> 'message'
      and not isempty(g.span) and g.released_at is null and not upper_inf(g.span) group by 1, 2, 3, 4, 5, 6),
  taken as (
    insert into contact_guards (scope, scope_key, channel_group, span, communication_id, user_id, kind, shared_point)
    select scope, scope_key, channel_group, tstzrange(greatest(until, p_from), needed, '[)'), p_communication, user_id, kind, shared_point
    from held where needed > until order by scope, scope_key
    on conflict do nothing returning 1)
  select (select count(*) from held where needed > until) - (select count(*) from taken) into missed;
  if missed > 0 then raise exception 'the slot is held' using errcode = 'TL032'; end if;
  return true;
exception when sqlstate 'TL032' then
  return false;
end $$;
