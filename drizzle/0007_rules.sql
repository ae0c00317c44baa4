-- The guard, whole: settings with their history, companies and their domains, near-copies, shared addresses, stakeholders.

-- One row per change; the newest version of a key is what holds, null is the default.
create table system_config (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  key text not null,
  value jsonb not null,
  version integer not null,
  changed_by uuid not null,
  constraint system_config_org_id_id_pk primary key (org_id, id),
  constraint system_config_version_key unique (org_id, key, version),
  constraint system_config_key_check check (key ~ '^[a-z0-9_]+(\.[a-z0-9_]+)+$'),
  constraint system_config_value_check check (jsonb_typeof(value) in ('number', 'boolean', 'string', 'null')),
  constraint system_config_version_check check (version >= 1),
  constraint system_config_changed_by_fk foreign key (org_id, changed_by) references memberships (org_id, user_id)
);
select make_tenant_table('system_config', 'select, insert');

-- The windows of a channel stand where the slots read them, and change by a setting alone: no right on the columns themselves.
revoke update on channels from touchline_app;
grant update (quiet_hours_apply, redial_by_same_rep, position, updated_at) on channels to touchline_app;
alter table channels add constraint channels_windows_check check (hard_window_seconds >= 0 and soft_window_seconds >= 0);

-- Counts the version up, and hands a window on to its channel.
create function apply_setting() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create trigger apply_setting before insert on system_config for each row execute function apply_setting();

-- What holds now, by key, without the defaults.
create function current_settings() returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(s.key, s.value) filter (where s.value <> 'null'), '{}')
  from (select distinct on (c.key) c.key, c.value from system_config c where c.org_id = current_org_id() order by c.key, c.version desc) s $$;

-- Further people of a pursuit.
create table contacts (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  first_name text,
  last_name text,
  title text,
  email text,
  phone_e164 text,
  linkedin text,
  company_id uuid,
  constraint contacts_org_id_id_pk primary key (org_id, id),
  constraint contacts_phone_check check (phone_e164 ~ '^\+[1-9][0-9]{6,14}$'),
  constraint contacts_company_fk foreign key (org_id, company_id) references companies (org_id, id)
);
create table lead_contacts (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  lead_id uuid not null,
  contact_id uuid not null,
  role text,
  influence text,
  is_primary boolean default false not null,
  constraint lead_contacts_org_id_id_pk primary key (org_id, id),
  constraint lead_contacts_key unique (org_id, lead_id, contact_id),
  constraint lead_contacts_influence_check check (influence in ('decides', 'advises', 'blocks', 'informs')),
  constraint lead_contacts_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint lead_contacts_contact_fk foreign key (org_id, contact_id) references contacts (org_id, id)
);
create index lead_contacts_contact_idx on lead_contacts (org_id, contact_id);
select make_tenant_table('contacts', 'select, insert, update');
select make_tenant_table('lead_contacts', 'select, insert, update');

-- An address belongs to a lead or to a stakeholder; the domain by the public-suffix list is written with it, null for free mail.
alter table contact_points alter column lead_id drop not null;
alter table contact_points add column contact_id uuid, add column corporate_domain text;
alter table contact_points
  add constraint contact_points_contact_fk foreign key (org_id, contact_id) references contacts (org_id, id),
  add constraint contact_points_owner_check check (num_nonnulls(lead_id, contact_id) = 1),
  add constraint contact_points_contact_key unique (org_id, contact_id, kind, norm);
create index contact_points_shared_idx on contact_points (org_id, kind, norm) where shared;

-- Known domains for the addresses that are there: one organization after the other, since the owner sees nothing without one.
alter table organizations no force row level security;
do $$
declare o record;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o.id::text, true);
    update contact_points p set corporate_domain = c.domain
    from leads l join companies c on c.org_id = l.org_id and c.id = l.company_id
    where p.org_id = o.id and l.org_id = p.org_id and l.id = p.lead_id and p.kind = 'email' and not c.free_mail
      and ('.' || split_part(p.norm, '@', 2)) like ('%.' || c.domain);
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;

-- A shared address is shared wherever it stands.
create function is_shared_point(p_kind text, p_norm text) returns boolean language sql stable as $$
  select exists (select from contact_points p where p.org_id = current_org_id() and p.kind = p_kind and p.norm = p_norm and p.shared) $$;
create function inherit_shared() returns trigger language plpgsql as $$
begin
  new.shared := new.shared or is_shared_point(new.kind, new.norm);
  return new;
end $$;
create trigger inherit_shared before insert on contact_points for each row execute function inherit_shared();

-- A slot on a shared address holds the lead alone, and says which address it left out.
alter table contact_guards add column shared_point text;

-- As in 0004, for all addresses of the person that are theirs alone: who is known under two is one person.
create function place_slot(p_lead uuid, p_point text, p_group text, p_from timestamptz, p_seconds integer, p_communication uuid, p_user uuid)
returns void language plpgsql as $$
declare
  wanted integer;
  taken integer;
begin
  with asked as (
    select split_part(p_point, ':', 1) as kind, substr(p_point, length(split_part(p_point, ':', 1)) + 2) as norm where p_point is not null),
  points as (
    select a.kind, a.norm from asked a
    union
    select p.kind, p.norm from asked a
      join contact_points p on p.org_id = current_org_id() and p.lead_id = p_lead and p.kind = a.kind
    where exists (select from contact_points q where q.org_id = current_org_id() and q.lead_id = p_lead and q.kind = a.kind and q.norm = a.norm)),
  keys as (
    select 'lead' as scope, p_lead::text as scope_key, (select p_point from asked a where is_shared_point(a.kind, a.norm)) as shared_point
    union all
    select 'point', p.kind || ':' || p.norm, null from points p where not is_shared_point(p.kind, p.norm)),
  placed as (
    insert into contact_guards (scope, scope_key, channel_group, span, communication_id, user_id, shared_point)
    select k.scope, k.scope_key, p_group, tstzrange(p_from, p_from + make_interval(secs => p_seconds), '[)'), p_communication, p_user, k.shared_point
    from keys k order by k.scope, k.scope_key
    on conflict do nothing returning 1)
  select (select count(*) from keys), (select count(*) from placed) into wanted, taken;
  if taken < wanted then
    raise exception 'the slot is held' using errcode = 'TL032';
  end if;
end $$;
create or replace function take_slot(p_lead uuid, p_point text, p_group text, p_from timestamptz, p_seconds integer, p_communication uuid, p_user uuid, p_ending uuid[])
returns boolean language plpgsql as $$
begin
  if cardinality(p_ending) > 0 then
    update contact_guards g set span = tstzrange(lower(span), greatest(lower(span), p_from), '[)'), released_at = p_from, updated_at = p_from
    from (select id from contact_guards where id = any (p_ending) order by scope, scope_key for update) locked
    where g.id = locked.id;
  -- Who comes late is told by looking; the constraint decides between those who look at the same moment.
  elsif exists (select from contact_guards g where g.org_id = current_org_id() and g.scope = 'lead' and g.scope_key = p_lead::text
      and g.channel_group = p_group and g.span && tstzrange(p_from, p_from + make_interval(secs => p_seconds), '[)')) then
    return false;
  end if;
  perform place_slot(p_lead, p_point, p_group, p_from, p_seconds, p_communication, p_user);
  return true;
exception when sqlstate 'TL032' then
  return false;
end $$;

-- As in 0004; the person's row is not asked for where many share the address and the lead's row says so.
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

-- What a touch keeps of its moment: the stakeholder it went to, the company, another corporate domain than the company's, the text compared.
alter table communications add column contact_id uuid, add column corporate_domain text, add column body_norm text;
alter table communications add constraint communications_contact_fk foreign key (org_id, contact_id) references contacts (org_id, id);
create index communications_company_idx on communications (org_id, company_id, occurred_at desc) where company_id is not null and direction = 'outbound';
create index communications_corporate_domain_idx on communications (org_id, corporate_domain, occurred_at desc)
  where corporate_domain is not null and direction = 'outbound';

-- The company is the lead's to say, not the writer's.
create function place_at_company() returns trigger language plpgsql as $$
begin
  select l.company_id, nullif(p.corporate_domain, c.domain) into new.company_id, new.corporate_domain
  from leads l
  left join companies c on c.org_id = l.org_id and c.id = l.company_id and not c.free_mail
  left join lateral (
    select cp.corporate_domain from contact_points cp where cp.org_id = l.org_id and cp.lead_id = l.id and cp.corporate_domain is not null
    order by cp.is_primary desc, cp.id limit 1) p on true
  where l.org_id = new.org_id and l.id = new.lead_id;
  return new;
end $$;
create trigger place_at_company before insert on communications for each row when (new.direction = 'outbound') execute function place_at_company();

-- Where somebody of this person's company is found: its companies, and the corporate domains of its addresses. `norms` are this person's own.
create function company_keys(p_lead uuid, out companies uuid[], out domains text[], out norms text[]) language sql stable as $$
  with points as (
    select distinct p.corporate_domain as domain from contact_points p
    where p.org_id = current_org_id() and p.lead_id = p_lead and p.corporate_domain is not null),
  own as (
    select c.id, case when not c.free_mail then c.domain end as domain
    from leads l join companies c on c.org_id = l.org_id and c.id = l.company_id where l.org_id = current_org_id() and l.id = p_lead)
  select
    array(select o.id from own o union select c.id from points p join companies c on c.org_id = current_org_id() and c.domain = p.domain and not c.free_mail),
    array(select o.domain from own o where o.domain is not null union select p.domain from points p),
    array(select p.norm from contact_points p where p.org_id = current_org_id() and p.lead_id = p_lead and not p.shared) $$;

-- The newest outreach to somebody else at the company, and the newest by another person than that: whoever asks, one of the two is a colleague's.
create function recent_at_company(p_lead uuid, p_companies uuid[], p_domains text[], p_norms text[], p_at timestamptz, p_days integer)
returns setof communications language plpgsql stable rows 2 as $$
declare
  newest communications;
  since timestamptz := p_at - make_interval(days => p_days);
begin
  if p_days <= 0 or cardinality(p_companies) + cardinality(p_domains) = 0 then return; end if;
  for nth in 1..2 loop
    select x.* into newest from (
      select n.* from unnest(p_companies) k cross join lateral (
        select c.* from communications c where c.org_id = current_org_id() and c.company_id = k and c.direction = 'outbound'
          and c.occurred_at > since and c.occurred_at <= p_at and c.lead_id <> p_lead and (c.to_norm = any (p_norms)) is not true and is_attempt(c)
          and c.guard_kind <> 'reply' and (nth = 1 or c.user_id is distinct from newest.user_id) order by c.occurred_at desc limit 1) n
      union all
      select n.* from unnest(p_domains) k cross join lateral (
        select c.* from communications c where c.org_id = current_org_id() and c.corporate_domain = k and c.direction = 'outbound'
          and c.occurred_at > since and c.occurred_at <= p_at and c.lead_id <> p_lead and (c.to_norm = any (p_norms)) is not true and is_attempt(c)
          and c.guard_kind <> 'reply' and (nth = 1 or c.user_id is distinct from newest.user_id) order by c.occurred_at desc limit 1) n) x
    order by x.occurred_at desc limit 1;
    if newest.id is null then return; end if;
    return next newest;
  end loop;
end $$;

-- How many other people at the company are in play, counted no further than `p_most`; and whether this one is.
create function people_in_play(p_lead uuid, p_companies uuid[], p_at timestamptz, p_days integer, p_most integer, out others integer, out itself boolean)
language plpgsql stable as $$
declare
  since timestamptz := p_at - make_interval(days => p_days);
begin
  select count(*) into others from (
    select from leads l where l.org_id = current_org_id() and l.company_id = any (p_companies) and l.deleted_at is null
      and l.id <> p_lead and l.last_contacted_at > since and l.status not in ('lost', 'unqualified', 'converted') limit p_most) counted;
  itself := exists (select from leads l where l.org_id = current_org_id() and l.id = p_lead and l.last_contacted_at > since);
end $$;

-- Two people who begin at one company at once wait for each other, where a ceiling is set.
create function lock_company_ceiling(p_lead uuid) returns void language plpgsql as $$
begin
  if current_settings() ? 'guard.company.limit' then
    perform pg_advisory_xact_lock(k.key)
    from (select distinct hashtextextended(current_org_id()::text || c.id::text, 40) as key
          from company_keys(p_lead) keys, unnest(keys.companies) as c(id) order by 1) k;
  end if;
end $$;

-- The newest outreach to a person over all channels: by the lead and by every address that is theirs alone.
create function recent_to_person(p_lead uuid, p_at timestamptz, p_days integer, p_most integer) returns setof uuid
language plpgsql stable rows 4 as $$
declare since timestamptz := p_at - make_interval(days => p_days);
begin
  if p_most <= 0 then return; end if;
  return query
    select x.id from (
      (select n.id, n.occurred_at from communications n where n.org_id = current_org_id() and n.lead_id = p_lead
         and n.occurred_at > since and n.occurred_at <= p_at and is_attempt(n) and n.guard_kind <> 'reply'
       order by n.occurred_at desc limit p_most)
      union
      select n.id, n.occurred_at from contact_points p
        join channels ch on ch.org_id = p.org_id and ch.address_kind = p.kind and ch.counts_as_contact
        cross join lateral (
          select n.id, n.occurred_at from communications n where n.org_id = p.org_id and n.to_norm = p.norm and n.channel = ch.code
            and n.occurred_at > since and n.occurred_at <= p_at and is_attempt(n) and n.guard_kind <> 'reply'
          order by n.occurred_at desc limit p_most) n
      where p.org_id = current_org_id() and p.lead_id = p_lead and not p.shared) x
    order by x.occurred_at desc limit p_most;
end $$;

-- The texts this person or company received, compared with one about to go: the nearest at or above the threshold. Trigram operators are
-- not leakproof, so this runs as the role that searches; the organization of the setting is the first condition of every part, and the
-- candidates are bounded, what waits to go among them (50 by lead, 20 by address and channel, 100 by company), which is why it needs no trigram index.
create policy search on communications for select to touchline_search using (true);
grant select on communications to touchline_search;
create function similar_touch(p_text text, p_lead uuid, p_norms text[], p_companies uuid[], p_domains text[], p_channels text[],
  p_at timestamptz, p_days integer, p_threshold real)
returns table (id uuid, score real) language plpgsql stable rows 1 security definer set search_path = public, pg_temp as $$
declare since timestamptz := p_at - make_interval(days => p_days);
begin
  if p_days <= 0 then return; end if;
  return query
    with candidates as (
      (select c.id from communications c where c.org_id = current_org_id() and c.lead_id = p_lead and c.direction = 'outbound'
         and c.occurred_at > since and (c.occurred_at <= p_at or c.status = 'queued') order by c.occurred_at desc limit 50)
      union
      select n.id from unnest(p_norms) k cross join unnest(p_channels) ch cross join lateral (
        select c.id from communications c where c.org_id = current_org_id() and c.to_norm = k and c.channel = ch
          and c.occurred_at > since and (c.occurred_at <= p_at or c.status = 'queued') order by c.occurred_at desc limit 20) n
      union
      select n.id from unnest(p_companies) k cross join lateral (
        select c.id from communications c where c.org_id = current_org_id() and c.company_id = k and c.direction = 'outbound'
          and c.occurred_at > since and (c.occurred_at <= p_at or c.status = 'queued') order by c.occurred_at desc limit 100) n
      union
      select n.id from unnest(p_domains) k cross join lateral (
        select c.id from communications c where c.org_id = current_org_id() and c.corporate_domain = k and c.direction = 'outbound'
          and c.occurred_at > since and (c.occurred_at <= p_at or c.status = 'queued') order by c.occurred_at desc limit 50) n)
    select c.id, similarity(c.body_norm, p_text) from candidates k join communications c on c.org_id = current_org_id() and c.id = k.id
    where c.direction = 'outbound' and c.body_norm is not null and c.channel = any (p_channels)
      and c.status not in ('draft', 'cancelled', 'blocked', 'rejected', 'failed')
      and similarity(c.body_norm, p_text) >= p_threshold
    order by 2 desc, c.occurred_at desc limit 1;
end $$;
-- Rights first: once it is handed over, a REVOKE by touchline_owner only warns that it did nothing.
revoke execute on function similar_touch(text, uuid, text[], uuid[], text[], text[], timestamptz, integer, real) from public;
grant execute on function similar_touch(text, uuid, text[], uuid[], text[], text[], timestamptz, integer, real) to touchline_app;
alter function similar_touch(text, uuid, text[], uuid[], text[], text[], timestamptz, integer, real) owner to touchline_search;
