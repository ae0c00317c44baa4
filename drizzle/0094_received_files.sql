-- Files that arrive with a message are kept beside those that go out; of what is too large or may harm its name alone.
alter table attachments add column inbound_message_id uuid, alter column uploaded_by drop not null, alter column hash drop not null;
alter table attachments drop constraint attachments_size_check,
  add constraint attachments_size_check check (size between 0 and 1000000000 and (hash is null or size between 1 and 10485760)) not valid,
  add constraint attachments_side_check check ((uploaded_by is null) = (inbound_message_id is not null)) not valid,
  add constraint attachments_kept_check check (hash is not null or inbound_message_id is not null) not valid,
  add constraint attachments_arrival_fk foreign key (org_id, inbound_message_id) references inbound_messages (org_id, id) not valid;
alter table attachments validate constraint attachments_size_check;
alter table attachments validate constraint attachments_side_check;
alter table attachments validate constraint attachments_kept_check;
alter table attachments validate constraint attachments_arrival_fk;
create index attachments_arrival_idx on attachments (org_id, inbound_message_id) where inbound_message_id is not null;
grant select (inbound_message_id) on attachments to touchline_jobs;

-- With the words of a message its files go: no row names their bytes any more, and the worker removes what no row names.
create function redact_received_files() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update attachments a set name = 'erased', hash = case when a.hash is not null then repeat('0', 64) end, updated_at = new.updated_at
  where a.org_id = new.org_id and a.inbound_message_id = new.id;
  return null;
end $$;
create trigger redact_received_files after update of redacted_at on inbound_messages for each row
  when (new.redacted_at is not null and old.redacted_at is null) execute function redact_received_files();

-- Who is erased leaves no text behind either that nobody had placed.
create or replace function forget_inbound_messages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update inbound_messages m set from_address = '', from_norm = null, from_name = null, to_addresses = null, subject = null, body = null,
    body_html = null, evidence = '', recipient = null, redacted_at = new.updated_at, updated_at = new.updated_at
  where m.org_id = new.org_id and m.redacted_at is null and (m.lead_id = new.id or m.from_norm in (lower(old.email), old.phone_e164)
    or (new.last_name = 'Erased person' and m.lead_id is null and exists (select from dnc_entries e where e.org_id = new.org_id
      and e.kind in ('email', 'phone') and e.value_hash is not null
      and e.value_norm in (erased_value(e.kind, m.from_norm), erased_value(e.kind, m.recipient)))));
  update threads t set reply_evidence = null where t.org_id = new.org_id and t.lead_id = new.id and t.reply_evidence is not null;
  return null;
end $$;
