-- Files that go out with a message. The bytes lie under their hash outside the database; a row says what a message carries.
create table attachments (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  communication_id uuid,
  name text not null,
  media_type text not null,
  size integer not null,
  hash text not null,
  uploaded_by uuid not null,
  constraint attachments_org_id_id_pk primary key (org_id, id),
  constraint attachments_name_check check (char_length(name) between 1 and 120 and name !~ '[/\\[:cntrl:]]'),
  constraint attachments_size_check check (size between 1 and 10485760),
  constraint attachments_hash_check check (hash ~ '^[0-9a-f]{64}$'),
  constraint attachments_message_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint attachments_uploader_fk foreign key (org_id, uploaded_by) references memberships (org_id, user_id)
);
create index attachments_message_idx on attachments (org_id, communication_id) where communication_id is not null;
create index attachments_uploader_idx on attachments (org_id, uploaded_by);
select make_tenant_table('attachments', 'select, insert');
grant update (communication_id, updated_at) on attachments to touchline_app;

-- What a message carries is settled when it is promised: a file goes with one message, and stays with it.
create function guard_attachment() returns trigger language plpgsql as $$
begin
  if old.communication_id is not null and new.communication_id is distinct from old.communication_id then
    raise exception 'an attachment stays with its message' using errcode = 'TL111';
  end if;
  if not exists (select from communications c where c.org_id = new.org_id and c.id = new.communication_id and c.status = 'queued') then
    raise exception 'an attachment goes with a message that waits' using errcode = 'TL111';
  end if;
  return new;
end $$;
create trigger guard_attachment before update of communication_id on attachments for each row execute function guard_attachment();

-- The name of a file says whom it is for: redacting a message takes it.
create function redact_attachments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update attachments a set name = 'erased', updated_at = new.updated_at where a.org_id = new.org_id and a.communication_id = new.id;
  return null;
end $$;
create trigger redact_attachments after update of redacted_at on communications for each row
  when (new.redacted_at is not null and old.redacted_at is null) execute function redact_attachments();
