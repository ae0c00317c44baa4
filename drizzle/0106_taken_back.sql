-- Who cancels the message of a suggestion before it leaves takes their press back: it waits again, as it stood. What went by itself does not,
-- or it would go again.
create function reopen_suggestion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update suggestions set status = case when content = proposed then 'PENDING' else 'MODIFIED' end, communication_id = null, error = null,
    decided_by = null, decided_at = null, version = version + 1, updated_at = new.updated_at
  where org_id = new.org_id and communication_id = new.id and status = 'EXECUTED' and not automatic;
  return null;
end $$;
revoke execute on function reopen_suggestion() from public;
create trigger reopen_suggestion after update of status on communications for each row
  when (old.status = 'queued' and new.status = 'cancelled' and new.source = 'suggestion' and new.error_code = 'CANCELLED')
  execute function reopen_suggestion();
