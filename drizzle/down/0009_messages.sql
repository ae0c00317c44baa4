create or replace view contact_attempts with (security_invoker = true) as
  select id, org_id as company_id, lead_id, user_id, channel as method, direction, subject, body,
    (direction = 'outbound' and replied_at is not null) as responded, replied_at as response_at, metadata, created_at
  from communications where counts_as_contact;
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
          and ((g.scope = k.scope and g.scope_key = k.scope_key)
            or (k.scope = 'point' and g.scope = 'lead' and g.shared_point = k.scope_key and is_shared_point(ch.address_kind, new.to_norm)))
          and g.channel_group = ch.channel_group
          and (ch.hard_window_seconds = 0 or (g.span @> coalesce(new.scheduled_for, new.occurred_at)
            and upper(g.span) - lower(g.span) >= make_interval(secs => ch.hard_window_seconds)))))
    or (new.to_norm is null and exists (select from contact_points p where p.org_id = new.org_id and p.lead_id = new.lead_id
          and p.kind = ch.address_kind)) then
    raise exception 'a planned touch needs its slot' using errcode = 'TL031';
  end if;
  return null;
end $$;
drop function holds_reply_slot(communications),
  take_reply_slot(text, text, timestamptz, uuid, uuid, uuid[], timestamptz, text),
  take_slot_over(uuid, text, text, timestamptz, integer, uuid, uuid, uuid[], timestamptz, text),
  end_slots(uuid[], timestamptz, timestamptz, text);
drop trigger keep_slot_of_waiting on contact_guards;
drop trigger free_slots on communications;
drop function keep_slot_of_waiting(), free_slots();
alter table contact_guards drop constraint contact_guards_reply_check;
-- Slots of answers stay as history under the older check: not validated, so that the way down does not depend on them.
alter table contact_guards drop constraint contact_guards_scope_check;
alter table contact_guards add constraint contact_guards_scope_check check (scope in ('point', 'lead', 'company')) not valid;
drop index communications_waiting_idx;
