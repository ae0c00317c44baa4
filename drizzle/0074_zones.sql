-- A time zone is one of the IANA list below every path: a wrong one would call a lead in its night, or nobody at all.
-- PostgreSQL knows the names; what it takes beside them (abbreviations, POSIX rules such as Mars/Base5) has no slash or holds a digit.
create function refuse_unknown_zone() returns trigger language plpgsql as $$
begin
  -- Raises 22023 by itself when there is no such zone; the whole list takes 70 ms to read, so only a name without a slash is looked up there.
  perform now() at time zone new.timezone;
  if new.timezone ~ '^([A-Za-z_]+(/[A-Za-z_-]+){1,2}|Etc/GMT[+-]?[0-9]{1,2}|UTC)$' then return new; end if;
  if exists (select from pg_timezone_names where lower(name) = lower(new.timezone)) then return new; end if;
  raise exception 'time zone "%" is none of the IANA list', new.timezone using errcode = '22023';
end $$;
revoke execute on function refuse_unknown_zone() from public;

create trigger known_zone before insert or update of timezone on leads
  for each row when (new.timezone is not null) execute function refuse_unknown_zone();
create trigger known_zone before insert or update of timezone on companies
  for each row when (new.timezone is not null) execute function refuse_unknown_zone();
create trigger known_zone before insert or update of timezone on memberships
  for each row when (new.timezone is not null) execute function refuse_unknown_zone();
create trigger known_zone before insert or update of timezone on organizations
  for each row execute function refuse_unknown_zone();
