-- What is done stays done, but for a press that is taken back at once: a skipped item, and one whose message was cancelled before it left.
create or replace function keep_done_item() returns trigger language plpgsql as $$
begin
  if new.status = 'open' and old.enrollment_id is null and new.communication_id is null and (old.status = 'skipped' or (old.status = 'sent' and exists (
      select from communications c where c.org_id = old.org_id and c.id = old.communication_id and c.status = 'cancelled'))) then
    return new;
  end if;
  raise exception 'this item was done' using errcode = 'TL142';
end $$;
