drop table bulk_action_rows, bulk_actions;
drop function keep_bulk_outcome();
create or replace function apply_status_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  lead record;
  move record;
begin
  select status, status_changed_at into lead from leads where org_id = new.org_id and id = new.lead_id for no key update;
  if new.from_status is not null and new.from_status <> lead.status then
    raise exception 'the lead is % by now, not %', lead.status, new.from_status using errcode = 'TL021';
  end if;
  new.from_status := lead.status;
  select * into move from lead_status_transitions where from_status = lead.status and to_status = new.to_status;
  if not found then
    raise exception 'a lead cannot go from % to %', lead.status, new.to_status using errcode = 'TL020';
  end if;
  if move.needs_reason and coalesce(btrim(new.reason), '') = '' then
    raise exception 'going from % to % needs a reason', lead.status, new.to_status using errcode = 'TL022';
  end if;
  new.seconds_in_previous := greatest(0, extract(epoch from new.at - lead.status_changed_at))::bigint;
  update leads set status = new.to_status, status_changed_at = greatest(new.at, lead.status_changed_at), updated_at = new.at
    where org_id = new.org_id and id = new.lead_id;
  return new;
end $$;
