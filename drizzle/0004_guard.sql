-- One voice and do-not-contact, below every path.

-- Two slots for one person or lead, channel group and moment cannot both exist.
alter table contact_guards add constraint contact_guards_one_voice
  exclude using gist (org_id with =, scope with =, scope_key with =, channel_group with =, span with &&);
-- The slot is taken before the touch is written; both are there at commit.
alter table contact_guards add constraint contact_guards_communication_fk
  foreign key (org_id, communication_id) references communications (org_id, id) deferrable initially deferred;
alter table outreach_overrides add constraint outreach_overrides_communication_fk
  foreign key (org_id, communication_id) references communications (org_id, id) deferrable initially deferred;

-- Whoever says "overridden" shows the record of it.
alter table communications
  add constraint communications_override_fk foreign key (org_id, override_id) references outreach_overrides (org_id, id),
  add constraint communications_override_check check ((guard_kind = 'override') = (override_id is not null));

-- A slot may only be ended earlier, never moved or lengthened.
create function guard_slot_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.scope, new.scope_key, new.channel_group, new.communication_id, new.kind)
     is distinct from (old.org_id, old.id, old.scope, old.scope_key, old.channel_group, old.communication_id, old.kind)
     or not (new.span <@ old.span) or new.released_at is null then
    raise exception 'a slot can only be ended' using errcode = 'TL030';
  end if;
  return new;
end $$;
create trigger guard_slot_changes before update on contact_guards for each row execute function guard_slot_changes();

-- Takes the slot of the lead and, where there is an address, of the person: both or none, in the order everybody uses; `p_ending` are
-- standing slots that an override or a redial ends first. The exclusion constraint lets one winner through: false, and everything is as
-- before, when somebody else holds it. One statement, where a savepoint around three cost four journeys.
create function take_slot(p_lead uuid, p_point text, p_group text, p_from timestamptz, p_seconds integer, p_communication uuid, p_user uuid, p_ending uuid[])
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

-- Whoever plans to go out holds the slot of the lead and, where there is an address, of the person, for the whole window from the
-- moment of the touch; or answers a message of theirs. Checked at commit.
create function require_slot() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create constraint trigger require_slot after insert on communications deferrable initially deferred
  for each row when (new.intent = 'planned' and new.direction = 'outbound' and new.counts_as_contact
    and new.status not in ('draft', 'cancelled', 'blocked'))
  execute function require_slot();
create constraint trigger require_slot_of_draft after update of status on communications deferrable initially deferred
  for each row when (old.status = 'draft' and new.status = 'queued' and new.direction = 'outbound' and new.counts_as_contact)
  execute function require_slot();

-- Every value under which a do-not-contact entry reaches this touch: all addresses of the lead, the one used, their domains, the person.
create function dnc_values(p_lead uuid, p_kind text, p_norm text) returns table (kind text, value text) language sql stable as $$
  with addresses as (
    select cp.kind, cp.norm from contact_points cp where cp.org_id = current_org_id() and cp.lead_id = p_lead
    union select p_kind, p_norm where p_norm is not null)
  select a.kind, a.norm from addresses a
  union
  select 'domain', array_to_string(parts[i:], '.')
  from (select string_to_array(split_part(a.norm, '@', 2), '.') as parts from addresses a where a.kind = 'email') h,
    generate_series(1, greatest(array_length(parts, 1) - 1, 1)) as i
  union select 'person', p_lead::text $$;

create function dnc_lock_key(p_kind text, p_value text) returns bigint language sql stable
  as $$ select hashtextextended(current_org_id()::text || p_kind || ':' || p_value, 20) $$;

-- Shared, in one order: an entry being added (exclusive) and a touch being written wait for each other.
create function lock_dnc_values(p_lead uuid, p_kind text, p_norm text) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(k.key)
  from (select distinct dnc_lock_key(v.kind, v.value) as key from dnc_values(p_lead, p_kind, p_norm) v order by 1) k;
end $$;

create function lock_dnc_entries(p_kinds text[], p_values text[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(k.key)
  from (select distinct dnc_lock_key(v.kind, v.value) as key from unnest(p_kinds, p_values) as v(kind, value) order by 1) k;
end $$;

-- Whoever adds an entry, by whatever path, waits for the touches under way; once removed it stays removed, a new one is added.
create function guard_dnc_entries() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a removed entry stays removed: add a new one' using errcode = 'TL041';
  end if;
  perform lock_dnc_entries(array[new.kind], array[new.value_norm]);
  return new;
end $$;
create trigger lock_new_dnc_entry before insert on dnc_entries for each row execute function guard_dnc_entries();
create trigger keep_dnc_removed before update on dnc_entries for each row
  when (old.revoked_at is not null and new.revoked_at is null) execute function guard_dnc_entries();

create function find_dnc_entries(p_lead uuid, p_kind text, p_norm text, p_channel text, p_at timestamptz) returns setof dnc_entries language sql stable as $$
  select e.* from dnc_values(p_lead, p_kind, p_norm) v
  join dnc_entries e on e.org_id = current_org_id() and e.value_norm = v.value and e.kind = v.kind
  where e.revoked_at is null and (e.channel is null or p_channel is null or e.channel = p_channel) and (e.expires_at is null or e.expires_at > p_at) $$;

create function refuse_dnc() returns trigger language plpgsql as $$
declare entry dnc_entries;
begin
  perform lock_dnc_values(new.lead_id, (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm);
  select * into entry from find_dnc_entries(new.lead_id,
    (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm, new.channel, clock_timestamp()) limit 1;
  if entry.id is not null then
    raise exception 'on the do-not-contact list: % %', entry.kind, entry.value_norm using errcode = 'TL040', detail = entry.id::text;
  end if;
  return new;
end $$;
create trigger refuse_dnc_new before insert on communications for each row
  when (new.direction = 'outbound' and (new.status in ('queued', 'sending', 'sent')
    or (new.intent = 'planned' and new.status not in ('draft', 'cancelled', 'blocked'))))
  execute function refuse_dnc();
create trigger refuse_dnc_changed before update of status on communications for each row
  when (new.direction = 'outbound' and new.status in ('queued', 'sending') and new.status <> old.status)
  execute function refuse_dnc();
