drop function prolong_slots(uuid, timestamptz);
drop trigger free_slots on communications;
create trigger free_slots after update of status on communications for each row
  when (new.status in ('cancelled', 'blocked') and new.status <> old.status) execute function free_slots();
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
      'sending>queued', 'sending>sent', 'sending>rejected', 'sending>failed', 'sending>unknown',
      'unknown>sent', 'unknown>failed', 'sent>delivered', 'sent>bounced', 'delivered>bounced'])) then
    raise exception 'a touch cannot go from % to %', old.status, new.status using errcode = 'TL011';
  end if;
  return new;
end $$;
drop index communications_under_way_idx;
revoke select (org_id, status, channel, next_attempt_at) on communications from touchline_jobs;
drop policy worker on communications;
drop table delivery_attempts;
