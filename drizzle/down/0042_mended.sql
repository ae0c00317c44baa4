create or replace function forget_inbound_messages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update inbound_messages m set from_address = '', from_norm = null, from_name = null, to_addresses = null, subject = null, body = null,
    body_html = null, evidence = '', recipient = null, redacted_at = new.updated_at, updated_at = new.updated_at
  where m.org_id = new.org_id and m.redacted_at is null and (m.lead_id = new.id or m.from_norm = lower(old.email));
  update threads t set reply_evidence = null where t.org_id = new.org_id and t.lead_id = new.id and t.reply_evidence is not null;
  return null;
end $$;
drop trigger forget_inbound_messages on leads;
create trigger forget_inbound_messages after update of last_name on leads for each row
  when (new.last_name = 'Erased person' or new.purged_at is distinct from old.purged_at)
  execute function forget_inbound_messages();
