drop function erase_merged(uuid, uuid, timestamptz), unmerge_lead(uuid, uuid, timestamptz), merge_leads(uuid, uuid, jsonb, uuid, timestamptz),
  part_slots(lead_merges, uuid[]), return_rows(text, regclass, text, boolean, lead_merges), join_slots(uuid, uuid, uuid, timestamptz),
  give_rows(text, regclass, text, boolean, uuid, uuid, uuid, timestamptz, uuid), lead_children();
create or replace function refuse_without_consent() returns trigger language plpgsql as $$
declare
  given consents;
  point text := (select address_kind from channels where org_id = new.org_id and code = new.channel);
begin
  if point is null or new.to_norm is null then return new; end if;
  select * into given from consents c where c.org_id = new.org_id and c.value_norm = new.to_norm and c.kind = point and c.purpose = 'outreach'
    order by c.at desc, c.id desc limit 1;
  new.consent_id := given.id;
  new.consent_status := case when given.expires_at <= clock_timestamp() then 'unknown' else coalesce(given.status, 'unknown') end;
  if new.consent_status in ('denied', 'withdrawn')
     or (new.consent_status <> 'granted' and coalesce((current_settings() ->> 'guard.consent.required')::boolean, false)) then
    raise exception 'no consent for % %', point, new.to_norm using errcode = 'TL044';
  end if;
  return new;
end $$;
drop function denied_elsewhere(uuid, text, text);
create or replace function dnc_values(p_lead uuid, p_kind text, p_norm text) returns table (kind text, value text) language sql stable as $$
  with addresses as (
    select cp.kind, cp.norm from contact_points cp where cp.org_id = current_org_id() and cp.lead_id = p_lead
    union select p_kind, p_norm where p_norm is not null)
  select a.kind, a.norm from addresses a
  union
  select 'domain', array_to_string(parts[i:], '.')
  from (select string_to_array(split_part(a.norm, '@', 2), '.') as parts from addresses a where a.kind = 'email') h,
    generate_series(1, greatest(array_length(parts, 1) - 1, 1)) as i
  union select 'person', p_lead::text $$;
drop trigger keep_decision on hand_overs;
create trigger keep_decision before update on hand_overs for each row when (old.state <> 'open') execute function keep_review();
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
  if taken_back is not true then
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
create or replace function guard_communication_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.lead_id, new.channel, new.direction, new.source, new.intent, new.occurred_at, new.counts_as_contact)
     is distinct from (old.org_id, old.id, old.lead_id, old.channel, old.direction, old.source, old.intent, old.occurred_at, old.counts_as_contact)
     or (new.user_id, new.idempotency_key, new.created_at) is distinct from (old.user_id, old.idempotency_key, old.created_at) then
    raise exception 'a touch is never rewritten: log a correction instead' using errcode = 'TL010';
  end if;
  if old.status not in ('draft', 'queued') and (new.redacted_at is null or old.redacted_at is not null)
     and (new.from_address, new.to_address, new.to_norm, new.cc, new.subject, new.body, new.message_id)
     is distinct from (old.from_address, old.to_address, old.to_norm, old.cc, old.subject, old.body, old.message_id) then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if new.status <> old.status and not (old.status || '>' || new.status = any (array[
      'draft>queued', 'draft>cancelled', 'queued>sending', 'queued>cancelled', 'queued>blocked',
      'sending>queued', 'sending>sent', 'sending>rejected', 'sending>failed', 'sending>unknown',
      'unknown>sent', 'unknown>failed', 'sent>delivered', 'sent>bounced', 'delivered>bounced'])) then
    raise exception 'a touch cannot go from % to %', old.status, new.status using errcode = 'TL011';
  end if;
  return new;
end $$;
create or replace function guard_slot_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.scope, case when new.scope_key like 'erased:%' then old.scope_key else new.scope_key end, new.channel_group, new.communication_id, new.kind)
     is distinct from (old.org_id, old.id, old.scope, old.scope_key, old.channel_group, old.communication_id, old.kind)
     or not (new.span <@ old.span)
     or (new.released_at is null and new.scope_key = old.scope_key and new.shared_point is not distinct from old.shared_point) then
    raise exception 'a slot can only be ended' using errcode = 'TL030';
  end if;
  return new;
end $$;
drop function is_moving(text, text);
drop trigger refuse_twin on communications;
drop function refuse_twin();
-- Who was merged stays so. Of a message that both had, one keeps its name.
alter table organizations no force row level security;
alter table communications disable trigger guard_communication_changes;
do $$
declare o record;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o.id::text, true);
    update communications set message_id = null, provider_message_id = null where twin;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table communications enable trigger guard_communication_changes;
alter table organizations force row level security;
drop index communications_message_key, communications_provider_key;
create unique index communications_message_key on communications (org_id, message_id, direction, lead_id) where message_id is not null;
create unique index communications_provider_key on communications (org_id, provider, provider_message_id, lead_id) where provider_message_id is not null;
alter table communications drop column twin;
alter table lead_status_history drop constraint lead_status_history_merged_from_fk, drop column merged_from;
alter table leads drop constraint leads_merged_check, drop constraint leads_merged_into_fk, drop column merged_into_id;
drop table lead_merge_rows, lead_merges;
drop function name_likeness(text, text, text, text);
set local role touchline_search;
drop function similar_companies(text, integer);
reset role;
revoke select on companies from touchline_search;
drop policy search on companies;
drop index companies_key_idx;
drop function company_key(text);
drop table duplicate_pairs;
drop function keep_dismissed();
