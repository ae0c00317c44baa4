create or replace function apply_setting() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part text[] := regexp_match(new.key, '^guard\.([a-z0-9_]+)\.(hard|soft)_window_seconds$');
  seconds integer;
begin
  new.version := 1 + coalesce((select max(c.version) from system_config c where c.org_id = new.org_id and c.key = new.key), 0);
  if part is null then return new; end if;
  seconds := (new.value #>> '{}')::integer;
  update channels set updated_at = new.created_at,
    hard_window_seconds = case part[2] when 'hard' then coalesce(seconds, 86400) else hard_window_seconds end,
    soft_window_seconds = case part[2] when 'soft' then coalesce(seconds, 604800) else soft_window_seconds end
  where org_id = new.org_id and code = part[1] and counts_as_contact;
  if not found then
    raise exception 'there is no channel %', part[1] using errcode = 'TL060';
  end if;
  return new;
end $$;
drop function regroup_channel(uuid, text, text, timestamptz);
create or replace function guard_slot_changes() returns trigger language plpgsql as $$
begin
  if old.scope = 'lead' and new.scope = 'lead' and is_moving(old.scope_key, new.scope_key)
     and (new.org_id, new.id, new.channel_group, new.communication_id, new.kind, new.released_at)
       is not distinct from (old.org_id, old.id, old.channel_group, old.communication_id, old.kind, old.released_at) then
    return new;
  end if;
  if (new.org_id, new.id, new.scope, case when new.scope_key like 'erased:%' then old.scope_key else new.scope_key end, new.channel_group, new.communication_id, new.kind)
     is distinct from (old.org_id, old.id, old.scope, old.scope_key, old.channel_group, old.communication_id, old.kind)
     or not (new.span <@ old.span)
     or (new.released_at is null and new.scope_key = old.scope_key and new.shared_point is not distinct from old.shared_point) then
    raise exception 'a slot can only be ended' using errcode = 'TL030';
  end if;
  return new;
end $$;
