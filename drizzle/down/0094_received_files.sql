create or replace function forget_inbound_messages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update inbound_messages m set from_address = '', from_norm = null, from_name = null, to_addresses = null, subject = null, body = null,
    body_html = null, evidence = '', recipient = null, redacted_at = new.updated_at, updated_at = new.updated_at
  where m.org_id = new.org_id and m.redacted_at is null and (m.lead_id = new.id or m.from_norm = lower(old.email)
    or (new.last_name = 'Erased person' and m.lead_id is null and exists (select from dnc_entries e where e.org_id = new.org_id and e.kind = 'email'
      and e.value_hash is not null and e.value_norm in (erased_value('email', m.from_norm), erased_value('email', m.recipient)))));
  update threads t set reply_evidence = null where t.org_id = new.org_id and t.lead_id = new.id and t.reply_evidence is not null;
  return null;
end $$;
drop trigger redact_received_files on inbound_messages;
drop function redact_received_files();
-- Files that arrived have no place any more; they are still in the mailbox.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    delete from attachments where inbound_message_id is not null;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
alter table attachments drop constraint attachments_size_check, drop constraint attachments_side_check, drop constraint attachments_kept_check;
alter table attachments drop column inbound_message_id, alter column uploaded_by set not null, alter column hash set not null,
  add constraint attachments_size_check check (size between 1 and 10485760);
