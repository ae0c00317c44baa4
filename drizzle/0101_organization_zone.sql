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

-- Amounts are kept in the currency of their day; another one would add dollars to euros.
create function refuse_other_currency() returns trigger language plpgsql as $$
begin
  if exists (select from lead_source_costs where org_id = new.id) or exists (select from budget_transactions where org_id = new.id) then
    raise exception 'amounts are kept in % already', old.base_currency using errcode = '23514';
  end if;
  return new;
end $$;
revoke execute on function refuse_other_currency() from public;
create trigger base_currency_stays before update of base_currency on organizations
  for each row when (old.base_currency is distinct from new.base_currency) execute function refuse_other_currency();
