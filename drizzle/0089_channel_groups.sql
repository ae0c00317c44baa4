-- Channels of one group take each other's place: `guard.<channel>.group` names the channel whose group it is, its own without a setting.

-- As in 0025; the owner's function below also takes a slot along into another group, for what is left of it.
create or replace function guard_slot_changes() returns trigger language plpgsql as $$
begin
  if new.channel_group <> old.channel_group and current_user = 'touchline_owner'
     and (new.org_id, new.id, new.scope, new.scope_key, new.communication_id, new.kind, new.released_at, new.shared_point)
       is not distinct from (old.org_id, old.id, old.scope, old.scope_key, old.communication_id, old.kind, old.released_at, old.shared_point)
     and new.span <@ old.span and upper(new.span) is not distinct from upper(old.span) then
    return new;
  end if;
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

-- Puts a channel into another group and takes its standing slots along. Where two of them would overlap, the one that is moved holds what
-- the other leaves of its time; messages that wait are never made to overlap. Slots that are taken at this moment are waited for, and who
-- takes one after that finds the new group, or begins anew (require_slot). Called by the owner's trigger below; nobody else has the rights.
create function regroup_channel(p_org uuid, p_channel text, p_group text, p_at timestamptz) returns void
language plpgsql set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare was text;
begin
  select channel_group into was from channels where org_id = p_org and code = p_channel and counts_as_contact for no key update;
  if was is null or not exists (select from channels where org_id = p_org and code = p_group and counts_as_contact) then
    raise exception 'there is no channel % or group %', p_channel, p_group using errcode = 'TL060';
  end if;
  if was = p_group then return; end if;
  lock table contact_guards in share row exclusive mode;
  if exists (
      select from contact_guards g join communications c on c.org_id = g.org_id and c.id = g.communication_id
      join contact_guards o on o.org_id = g.org_id and o.scope = g.scope and o.scope_key = g.scope_key and o.channel_group = p_group and o.span && g.span
      join communications d on d.org_id = o.org_id and d.id = o.communication_id
      where g.org_id = p_org and g.channel_group = was and c.channel = p_channel and coalesce(upper(g.span), 'infinity') > p_at
        and 'queued' in (c.status, d.status)) then
    raise exception 'messages that wait would take each other''s place' using errcode = 'TL061';
  end if;
  update channels set channel_group = p_group, updated_at = p_at where org_id = p_org and code = p_channel;
  update contact_guards g set channel_group = p_group, span = free.span, updated_at = p_at
  from (
    select s.id, tstzrange(greatest(lower(s.span), max(upper(o.span))), upper(s.span), '[)') as span
    from contact_guards s join communications c on c.org_id = s.org_id and c.id = s.communication_id
    left join contact_guards o on o.org_id = s.org_id and o.scope = s.scope and o.scope_key = s.scope_key and o.channel_group = p_group and o.span && s.span
    where s.org_id = p_org and s.channel_group = was and c.channel = p_channel and coalesce(upper(s.span), 'infinity') > p_at and not isempty(s.span)
    group by s.org_id, s.id, s.span
    having coalesce(max(coalesce(upper(o.span), 'infinity')) filter (where o.id is not null), '-infinity') < coalesce(upper(s.span), 'infinity')) free
  where g.org_id = p_org and g.id = free.id;
end $$;

-- As in 0007, and hands a group on to its channel.
create or replace function apply_setting() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part text[] := regexp_match(new.key, '^guard\.([a-z0-9_]+)\.(?:(hard|soft)_window_seconds|(group))$');
  seconds integer;
begin
  new.version := 1 + coalesce((select max(c.version) from system_config c where c.org_id = new.org_id and c.key = new.key), 0);
  if part is null then return new; end if;
  if part[3] = 'group' then
    perform regroup_channel(new.org_id, part[1], coalesce(new.value #>> '{}', part[1]), new.created_at);
    return new;
  end if;
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
