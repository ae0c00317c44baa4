create or replace function convert_minor(p_minor bigint, p_from text, p_to text, p_rate numeric) returns bigint language sql immutable parallel safe as $$
  select round(p_minor * p_rate * power(10::numeric, currency_decimals(p_to) - currency_decimals(p_from)))::bigint $$;
drop function minor_rate(text, text, numeric);
drop trigger take_stage_along on lead_status_history;
drop function take_stage_along();
create or replace function apply_status_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  lead record;
  move record;
  taken_back boolean := false;
begin
  select status, status_changed_at into lead from leads where org_id = new.org_id and id = new.lead_id for no key update;
  if new.from_status is not null and new.from_status <> lead.status then
    raise exception 'the lead is % by now, not %', lead.status, new.from_status using errcode = 'TL021';
  end if;
  new.from_status := lead.status;
  if new.trigger = 'undo' then
    select h.from_status = new.to_status and h.to_status = lead.status and h.trigger <> 'undo' into taken_back from lead_status_history h
    where h.org_id = new.org_id and h.lead_id = new.lead_id order by h.at desc, h.id desc limit 1;
  end if;
  if taken_back is not true and (new.trigger not in ('merge', 'undo') or not is_moving(new.lead_id::text, new.lead_id::text)) then
    select * into move from lead_status_transitions where from_status = lead.status and to_status = new.to_status;
    if not found then
      raise exception 'a lead cannot go from % to %', lead.status, new.to_status using errcode = 'TL020';
    end if;
    if move.needs_reason and coalesce(btrim(new.reason), '') = '' then
      raise exception 'going from % to % needs a reason', lead.status, new.to_status using errcode = 'TL022';
    end if;
  end if;
  new.seconds_in_previous := greatest(0, extract(epoch from new.at - lead.status_changed_at))::bigint;
  update leads set status = new.to_status, status_changed_at = greatest(new.at, lead.status_changed_at), updated_at = new.at
    where org_id = new.org_id and id = new.lead_id;
  return new;
end $$;
alter table leads drop column furthest_stage;
drop function stage_of(text);
