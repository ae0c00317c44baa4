-- A new time zone moves every touch to another hour, and some to another day: figures by day wait to be counted anew, whoever changed it.
alter table organizations add column recount_asked_at timestamptz;

create function ask_for_recount() returns trigger language plpgsql as $$
begin
  new.recount_asked_at := clock_timestamp();
  return new;
end $$;
revoke execute on function ask_for_recount() from public;
create trigger recount_after_zone before update of timezone on organizations
  for each row when (old.timezone is distinct from new.timezone) execute function ask_for_recount();
