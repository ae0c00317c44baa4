-- A touch to a stakeholder or a slot on a shared address cannot be told in the older words: those of this kind lose that mark.
drop function similar_touch(text, uuid, text[], uuid[], text[], text[], timestamptz, integer, real);
drop policy search on communications;
revoke select on communications from touchline_search;
drop function recent_to_person(uuid, timestamptz, integer, integer), lock_company_ceiling(uuid), people_in_play(uuid, uuid[], timestamptz, integer, integer),
  recent_at_company(uuid, uuid[], text[], text[], timestamptz, integer), company_keys(uuid);
drop trigger place_at_company on communications;
drop function place_at_company();
drop index communications_corporate_domain_idx, communications_company_idx;
alter table communications drop constraint communications_contact_fk, drop column body_norm, drop column corporate_domain, drop column contact_id;
create or replace function require_slot() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ch channels;
begin
  if new.guard_kind = 'reply' then
    if exists (select from communications p where p.org_id = new.org_id and p.id = new.parent_id and p.lead_id = new.lead_id
                 and p.direction = 'inbound') then return null; end if;
    raise exception 'a reply needs the message it answers' using errcode = 'TL031';
  end if;
  select * into ch from channels where org_id = new.org_id and code = new.channel;
  if exists (
      select from (values ('lead', new.lead_id::text), ('point', ch.address_kind || ':' || new.to_norm)) as k(scope, scope_key)
      where k.scope_key is not null and not exists (
        select from contact_guards g where g.org_id = new.org_id and g.communication_id = new.id
          and g.scope = k.scope and g.scope_key = k.scope_key and g.channel_group = ch.channel_group
          and (ch.hard_window_seconds = 0 or (g.span @> coalesce(new.scheduled_for, new.occurred_at)
            and upper(g.span) - lower(g.span) >= make_interval(secs => ch.hard_window_seconds)))))
    or (new.to_norm is null and exists (select from contact_points p where p.org_id = new.org_id and p.lead_id = new.lead_id
          and p.kind = ch.address_kind)) then
    raise exception 'a planned touch needs its slot' using errcode = 'TL031';
  end if;
  return null;
end $$;
create or replace function take_slot(p_lead uuid, p_point text, p_group text, p_from timestamptz, p_seconds integer, p_communication uuid, p_user uuid, p_ending uuid[])
returns boolean language plpgsql as $$
declare taken integer;
begin
  if cardinality(p_ending) > 0 then
    update contact_guards g set span = tstzrange(lower(span), greatest(lower(span), p_from), '[)'), released_at = p_from, updated_at = p_from
    from (select id from contact_guards where id = any (p_ending) order by scope, scope_key for update) locked
    where g.id = locked.id;
  end if;
  insert into contact_guards (scope, scope_key, channel_group, span, communication_id, user_id)
  select k.scope, k.scope_key, p_group, tstzrange(p_from, p_from + make_interval(secs => p_seconds), '[)'), p_communication, p_user
  from (values ('lead', p_lead::text), ('point', p_point)) as k(scope, scope_key) where k.scope_key is not null order by k.scope
  on conflict do nothing;
  get diagnostics taken = row_count;
  if taken < 1 + (p_point is not null)::int then
    raise exception 'the slot is held' using errcode = 'TL032';
  end if;
  return true;
exception when sqlstate 'TL032' then
  return false;
end $$;
drop function place_slot(uuid, text, text, timestamptz, integer, uuid, uuid);
alter table contact_guards drop column shared_point;
drop trigger inherit_shared on contact_points;
drop function inherit_shared(), is_shared_point(text, text);
drop index contact_points_shared_idx;
alter table organizations no force row level security;
do $$
declare o record;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o.id::text, true);
    delete from contact_points where org_id = o.id and lead_id is null;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
alter table contact_points drop constraint contact_points_contact_key, drop constraint contact_points_owner_check, drop constraint contact_points_contact_fk,
  drop column corporate_domain, drop column contact_id, alter column lead_id set not null;
drop table lead_contacts, contacts;
drop function current_settings();
drop trigger apply_setting on system_config;
drop function apply_setting();
alter table channels drop constraint channels_windows_check;
revoke update (quiet_hours_apply, redial_by_same_rep, position, updated_at) on channels from touchline_app;
grant update on channels to touchline_app;
drop table system_config;
