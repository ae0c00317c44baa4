drop function forget_import_words(uuid, timestamptz);
create function erase_import_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update import_rows set before = null, cells = null, updated_at = new.updated_at where org_id = new.org_id and lead_id = new.id;
  delete from external_links where org_id = new.org_id and lead_id = new.id;
  return null;
end $$;
create trigger erase_import_rows after update of last_name on leads for each row
  when (new.last_name = 'Erased person' and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function erase_import_rows();
drop trigger forget_person on leads;
drop function forget_person();

create or replace function guard_message_text() returns trigger language plpgsql as $$
begin
  if new.redacted_at is not null and old.redacted_at is null then
    new.body_html := null;
  elsif new.body_html is distinct from old.body_html and old.status not in ('draft', 'queued') then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if old.status <> 'draft' and ((new.template_id, new.template_version) is distinct from (old.template_id, old.template_version)
     or (new.template_variables is distinct from old.template_variables and (new.redacted_at is null or old.redacted_at is not null))) then
    raise exception 'the template of a message is never rewritten' using errcode = 'TL010';
  end if;
  return new;
end $$;
