-- When what left by a mailbox was put into its Sent folder, or found there; whoever is about to do it says so first.
alter table delivery_attempts add copied_at timestamptz,
  add constraint delivery_attempts_copied_check check (copied_at is null or outcome = 'sent');
grant update (copied_at) on delivery_attempts to touchline_app;
create index delivery_attempts_uncopied_idx on delivery_attempts (org_id, ended_at)
  where copied_at is null and outcome = 'sent' and transport = 'smtp' and mailbox_id is not null;

-- As in 0035; mail that a mailbox shows to have left, by whatever program, bounces like any other.
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
      'unknown>queued', 'unknown>sent', 'unknown>failed', 'sent>delivered', 'sent>bounced', 'delivered>bounced'])
      or (old.status = 'logged' and new.status = 'bounced' and new.source = 'inbox_sync' and new.direction = 'outbound')) then
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
