-- Duplicates: which leads may be one person, and what was said about it; two leads made one, with a way back to the exact state.

-- Who may be one person. A pair stands in the order of its ids, so that there is one of it.
create table duplicate_pairs (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, other_id uuid not null, score real not null, reasons text[] not null, state text not null default 'open',
  decided_by uuid, decided_at timestamptz,
  constraint duplicate_pairs_org_id_id_pk primary key (org_id, id),
  constraint duplicate_pairs_key unique (org_id, lead_id, other_id),
  constraint duplicate_pairs_order_check check (lead_id < other_id),
  constraint duplicate_pairs_score_check check (score >= 0 and score <= 1),
  constraint duplicate_pairs_state_check check (state in ('open', 'dismissed', 'merged') and (state = 'dismissed' or decided_by is null)
    and (decided_by is null) = (decided_at is null)),
  constraint duplicate_pairs_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint duplicate_pairs_other_fk foreign key (org_id, other_id) references leads (org_id, id),
  constraint duplicate_pairs_decider_fk foreign key (org_id, decided_by) references memberships (org_id, user_id));
create index duplicate_pairs_other_idx on duplicate_pairs (org_id, other_id);
create index duplicate_pairs_open_idx on duplicate_pairs (org_id, score desc, id desc) where state = 'open';
select make_tenant_table('duplicate_pairs', 'select, insert');
grant update (score, reasons, state, decided_by, decided_at, updated_at) on duplicate_pairs to touchline_app;

-- "Not a duplicate" is remembered: whoever finds the pair again does not open it.
create function keep_dismissed() returns trigger language plpgsql as $$
begin
  raise exception 'somebody said that these are two people' using errcode = 'TL100';
end $$;
create trigger keep_dismissed before update on duplicate_pairs for each row
  when (old.state = 'dismissed' and new.state = 'open') execute function keep_dismissed();

-- A company's name as it is compared: folded, without signs and the words that say how it is owned.
create function company_key(name text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(regexp_replace(public.fold(name), '[^[:alnum:]]+', ' ', 'g'),
    '\m(incorporated|inc|llc|llp|ltd|limited|gmbh|mbh|ag|kg|ohg|ug|co|corp|corporation|company|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|plc|pty|pte|kft|zrt|sp|z|o|doo)\M', '', 'g')) $$;
create index companies_key_idx on companies using gin (org_id, company_key(name) gin_trgm_ops);

-- Companies of nearly the same name, the nearest first. Trigram operators are not leakproof, so this runs as the role that searches; the
-- organization of the setting is the first condition.
create policy search on companies for select to touchline_search using (true);
grant select on companies to touchline_search;
create function similar_companies(p_name text, p_most integer) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp set pg_trgm.similarity_threshold = 0.6 as $$
declare wanted text := company_key(p_name);
begin
  if wanted = '' then return; end if;
  return query
    select c.id from companies c where c.org_id = current_org_id() and company_key(c.name) % wanted
    order by similarity(company_key(c.name), wanted) desc, c.id limit least(p_most, 50);
end $$;
-- Rights first: once it is handed over, a REVOKE by touchline_owner only warns that it did nothing.
revoke execute on function similar_companies(text, integer) from public;
grant execute on function similar_companies(text, integer) to touchline_app;
alter function similar_companies(text, integer) owner to touchline_search;

-- How much two names are one, 0 to 1. An initial, or a short form that begins the long one, beside the same last name counts nearly whole.
create function name_likeness(a_first text, a_last text, b_first text, b_last text) returns real language sql immutable parallel safe as $$
  with n as (
    select btrim(replace(public.fold(a_first), '.', '')) as af, btrim(public.fold(a_last)) as al,
      btrim(replace(public.fold(b_first), '.', '')) as bf, btrim(public.fold(b_last)) as bl)
  select case
    when al = '' or bl = '' or af = '' or bf = '' then 0
    when al = bl and af = bf then 1
    when al = bf and af = bl then 0.95
    when al = bl and (starts_with(af, bf) or starts_with(bf, af)) then 0.9
    else public.similarity(af || ' ' || al, bf || ' ' || bl) end::real from n $$;

-- Two leads made one. What was at `from_id` is at `into_id` since; `root_id` is where an old id leads today.
create table lead_merges (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  from_id uuid not null, into_id uuid not null, root_id uuid not null, fields jsonb not null default '{}',
  merged_by uuid, at timestamptz not null, undone_by uuid, undone_at timestamptz, final boolean not null default false,
  moving_xid xid8 not null,
  constraint lead_merges_org_id_id_pk primary key (org_id, id),
  constraint lead_merges_two_check check (from_id <> into_id),
  constraint lead_merges_from_fk foreign key (org_id, from_id) references leads (org_id, id),
  constraint lead_merges_into_fk foreign key (org_id, into_id) references leads (org_id, id),
  constraint lead_merges_root_fk foreign key (org_id, root_id) references leads (org_id, id),
  constraint lead_merges_by_fk foreign key (org_id, merged_by) references memberships (org_id, user_id),
  constraint lead_merges_undone_by_fk foreign key (org_id, undone_by) references memberships (org_id, user_id));
create unique index lead_merges_standing_key on lead_merges (org_id, from_id) where undone_at is null;
create index lead_merges_into_idx on lead_merges (org_id, into_id) where undone_at is null;
create index lead_merges_root_idx on lead_merges (org_id, root_id) where undone_at is null;
select make_tenant_table('lead_merges', 'select');

-- What a merge moved, and how a row stood that it changed: `image` is the whole row where the application may delete it.
create table lead_merge_rows (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  merge_id uuid not null, place text not null, row_id uuid not null, before jsonb, image jsonb,
  constraint lead_merge_rows_org_id_id_pk primary key (org_id, id),
  constraint lead_merge_rows_merge_fk foreign key (org_id, merge_id) references lead_merges (org_id, id));
create index lead_merge_rows_merge_idx on lead_merge_rows (org_id, merge_id, place, row_id);
select make_tenant_table('lead_merge_rows', 'select');

alter table leads
  add column merged_into_id uuid,
  add constraint leads_merged_into_fk foreign key (org_id, merged_into_id) references leads (org_id, id),
  add constraint leads_merged_check check (merged_into_id is null or (deleted_at is not null and merged_into_id <> id));
-- Whose way through the statuses a row tells, where it came with a merge.
alter table lead_status_history
  add column merged_from uuid,
  add constraint lead_status_history_merged_from_fk foreign key (org_id, merged_from) references leads (org_id, id);
-- The same message, stored at both leads before they were one: it stays in the ledger and is no second arrival.
alter table communications add column twin boolean not null default false;
drop index communications_message_key, communications_provider_key;
create unique index communications_message_key on communications (org_id, message_id, direction, lead_id) where message_id is not null and not twin;
create unique index communications_provider_key on communications (org_id, provider, provider_message_id, lead_id)
  where provider_message_id is not null and not twin;
create function refuse_twin() returns trigger language plpgsql as $$
begin
  raise exception 'only a merge makes twins' using errcode = 'TL010';
end $$;
create trigger refuse_twin before insert on communications for each row when (new.twin) execute function refuse_twin();

-- Whether the merge or un-merge of this very transaction is about these two leads. The application cannot write what this reads, and
-- cannot use it: what runs as the application moves nothing.
create function is_moving(p_one text, p_other text) returns boolean language sql stable as $$
  select current_user <> 'touchline_app' and exists (
    select from lead_merges m where m.org_id = current_org_id() and m.moving_xid = pg_current_xact_id()
      and p_one in (m.from_id::text, m.into_id::text) and p_other in (m.from_id::text, m.into_id::text)) $$;

-- As in 0003; a touch changes its lead along a merge alone.
create or replace function guard_communication_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.channel, new.direction, new.source, new.intent, new.occurred_at, new.counts_as_contact)
     is distinct from (old.org_id, old.id, old.channel, old.direction, old.source, old.intent, old.occurred_at, old.counts_as_contact)
     or (new.user_id, new.idempotency_key, new.created_at) is distinct from (old.user_id, old.idempotency_key, old.created_at)
     or ((new.lead_id, new.twin) is distinct from (old.lead_id, old.twin) and not is_moving(old.lead_id::text, new.lead_id::text)) then
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

-- As in 0010; a merge joins the slots of two leads, and taking it back parts them again.
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

-- As in 0003; a merge may take over a status that is further than the next step, and taking it back gives it back.
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

-- As in 0011; that it moves with its lead is no second decision.
drop trigger keep_decision on hand_overs;
create trigger keep_decision before update on hand_overs for each row
  when (old.state <> 'open' and (new.state, new.decided_by, new.decided_at) is distinct from (old.state, old.decided_by, old.decided_at))
  execute function keep_review();

-- As in 0004; who was a lead of their own before a merge is still meant by an entry for that person.
create or replace function dnc_values(p_lead uuid, p_kind text, p_norm text) returns table (kind text, value text) language sql stable as $$
  with addresses as (
    select cp.kind, cp.norm from contact_points cp where cp.org_id = current_org_id() and cp.lead_id = p_lead
    union select p_kind, p_norm where p_norm is not null)
  select a.kind, a.norm from addresses a
  union
  select 'domain', array_to_string(parts[i:], '.')
  from (select string_to_array(split_part(a.norm, '@', 2), '.') as parts from addresses a where a.kind = 'email') h,
    generate_series(1, greatest(array_length(parts, 1) - 1, 1)) as i
  union select 'person', p_lead::text
  union select 'person', m.from_id::text from lead_merges m where m.org_id = current_org_id() and m.root_id = p_lead and m.undone_at is null $$;

-- As in 0010; a no to one address of a person is a no to all of its kind: who was two leads said it for both.
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
  if new.consent_status in ('denied', 'withdrawn') or denied_elsewhere(new.lead_id, point, new.to_norm)
     or (new.consent_status <> 'granted' and coalesce((current_settings() ->> 'guard.consent.required')::boolean, false)) then
    raise exception 'no consent for % %', point, new.to_norm using errcode = 'TL044';
  end if;
  return new;
end $$;
create function denied_elsewhere(p_lead uuid, p_kind text, p_norm text) returns boolean language sql stable as $$
  select exists (
    select from contact_points p cross join lateral (
      select c.status from consents c where c.org_id = p.org_id and c.value_norm = p.norm and c.kind = p.kind and c.purpose = 'outreach'
      order by c.at desc, c.id desc limit 1) newest
    where p.org_id = current_org_id() and p.lead_id = p_lead and p.kind = p_kind and p.norm <> p_norm and not p.shared
      and newest.status in ('denied', 'withdrawn')) $$;

-- Every column that names a lead as its own, out of the catalogue: a table that comes later moves too.
create function lead_children() returns table (place text, child regclass, named text, deletable boolean) language sql stable as $$
  select c.relname || '.' || a.attname, c.oid::regclass, a.attname::text, has_table_privilege('touchline_app', c.oid, 'delete')
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
  where k.contype = 'f' and k.confrelid = 'public.leads'::regclass and a.attname not in ('org_id', 'id', 'merged_from', 'merged_into_id')
    and c.relname not in ('lead_merges', 'lead_merge_rows', 'duplicate_pairs', 'outreach_claims')
  order by c.relname <> 'threads', 1 $$;

-- Gives the rows of one column to another lead. What stands under a key that the other has already stays where it is.
create function give_rows(p_place text, p_child regclass, p_named text, p_image boolean, p_from uuid, p_into uuid, p_merge uuid, p_at timestamptz, p_row uuid) returns void language plpgsql as $$
begin
  execute format($f$
    with moved as (update %1$s t set %2$I = $2 where t.org_id = $5 and t.%2$I = $1 and ($6::uuid is null or t.id = $6) returning t.*)
    insert into lead_merge_rows (org_id, merge_id, place, row_id, image, created_at, updated_at)
    select $5, $3, %3$L, m.id, case when %4$L::boolean then to_jsonb(m) || jsonb_build_object(%2$L, $1) end, $4, $4 from moved m $f$,
    p_child, p_named, p_place, p_image) using p_from, p_into, p_merge, p_at, current_org_id(), p_row;
end $$;

-- The slots of both leads under one key, without a gap and without an overlap: what another covers already is left out of the later one.
create function join_slots(p_from uuid, p_into uuid, p_merge uuid, p_at timestamptz) returns void language plpgsql as $$
declare one text;
begin
  perform 1 from contact_guards where org_id = current_org_id() and scope = 'lead' and scope_key in (p_from::text, p_into::text)
    order by scope, scope_key, id for update;
  insert into lead_merge_rows (org_id, merge_id, place, row_id, before, created_at, updated_at)
  select current_org_id(), p_merge, 'contact_guards', j.id,
    jsonb_build_object('scope_key', j.scope_key, 'span', j.span, 'released_at', j.released_at, 'joined', j.joined), p_at, p_at
  from (
    select g.id, g.scope_key, g.span, g.released_at,
      case when isempty(g.span) or covered is null or covered <= lower(g.span) then g.span
           when covered >= upper(g.span) then 'empty' else tstzrange(covered, upper(g.span), '[)') end as joined
    from (select *, max(coalesce(upper(x.span), 'infinity')) filter (where not isempty(x.span))
            over (partition by x.channel_group order by lower(x.span), x.id rows between unbounded preceding and 1 preceding) as covered
          from contact_guards x where x.org_id = current_org_id() and x.scope = 'lead' and x.scope_key in (p_from::text, p_into::text)) g) j
  where j.scope_key = p_from::text or j.joined <> j.span;
  -- Those that stay first, so that there is room for those that come.
  foreach one in array array[p_into::text, p_from::text] loop
    update contact_guards g set span = (r.before ->> 'joined')::tstzrange, scope_key = p_into::text from lead_merge_rows r
    where r.org_id = current_org_id() and r.merge_id = p_merge and r.place = 'contact_guards' and r.before ->> 'scope_key' = one
      and g.org_id = r.org_id and g.id = r.row_id;
  end loop;
end $$;

-- Makes two leads one: everything that was at `p_from` is at `p_into`, and the way back is written down. Under the caller's sight and
-- organization; the only thing that moves a touch.
create function merge_leads(p_from uuid, p_into uuid, p_fields jsonb, p_by uuid, p_at timestamptz) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  merge uuid := new_id();
  child record;
  one record;
begin
  perform 1 from leads where org_id = org and id in (p_from, p_into) order by id for update;
  if 2 <> (select count(*) from leads l where l.org_id = org and l.id in (p_from, p_into) and l.deleted_at is null
             and (visible_owners() is null or l.owner_id = any (visible_owners()))) then
    raise exception 'two leads that are there are needed' using errcode = 'TL101';
  end if;
  insert into lead_merges (org_id, id, from_id, into_id, root_id, fields, merged_by, at, moving_xid, created_at, updated_at)
  values (org, merge, p_from, p_into, p_into, p_fields, p_by, p_at, pg_current_xact_id(), p_at, p_at);
  update lead_merges set root_id = p_into, updated_at = p_at where org_id = org and root_id = p_from and undone_at is null;

  perform 1 from communications where org_id = org and lead_id in (p_from, p_into) order by id for update;
  -- A conversation and a message that both have: theirs stay, and are looked up no more.
  with held as (
    update threads t set root_key = null from (
      select a.id, a.root_key from threads a where a.org_id = org and a.lead_id = p_from
        and exists (select from threads b where b.org_id = org and b.lead_id = p_into and b.root_key = a.root_key)) o
    where t.org_id = org and t.id = o.id returning t.id, o.root_key)
  insert into lead_merge_rows (org_id, merge_id, place, row_id, before, created_at, updated_at)
  select org, merge, 'threads', id, jsonb_build_object('root_key', root_key), p_at, p_at from held;
  with twins as (
    update communications c set twin = true where c.org_id = org and c.lead_id = p_from and not c.twin and exists (
      select from communications s where s.org_id = org and s.lead_id = p_into and not s.twin
        and ((s.message_id = c.message_id and s.direction = c.direction) or (s.provider = c.provider and s.provider_message_id = c.provider_message_id)))
    returning c.id)
  insert into lead_merge_rows (org_id, merge_id, place, row_id, before, created_at, updated_at)
  select org, merge, 'communications', id, '{"twin": false}', p_at, p_at from twins;

  for child in select * from lead_children() loop
    begin
      perform give_rows(child.place, child.child, child.named, child.deletable, p_from, p_into, merge, p_at, null);
    exception when unique_violation then
      for one in execute format('select id from %s where org_id = $1 and %I = $2 order by id', child.child, child.named) using org, p_from loop
        begin
          perform give_rows(child.place, child.child, child.named, child.deletable, p_from, p_into, merge, p_at, one.id);
        exception when unique_violation then null;
        end;
      end loop;
    end;
  end loop;
  perform join_slots(p_from, p_into, merge, p_at);

  -- One primary address of a kind, one primary stakeholder; an address that does not work does not work for either.
  update contact_points p set is_primary = false from lead_merge_rows r
  where r.org_id = org and r.merge_id = merge and r.place = 'contact_points.lead_id' and p.org_id = org and p.id = r.row_id and p.is_primary;
  with worse as (
    update contact_points s set invalid_at = coalesce(s.invalid_at, o.invalid_at),
      bounce_state = case when 'hard' in (s.bounce_state, o.bounce_state) then 'hard' else coalesce(s.bounce_state, o.bounce_state) end
    from (select b.id, b.invalid_at as own_invalid, b.bounce_state as own_bounce, a.invalid_at, a.bounce_state
          from contact_points a join contact_points b on b.org_id = org and b.lead_id = p_into and b.kind = a.kind and b.norm = a.norm
          where a.org_id = org and a.lead_id = p_from and (a.invalid_at is not null or a.bounce_state is not null)) o
    where s.org_id = org and s.id = o.id returning s.id, o.own_invalid, o.own_bounce)
  insert into lead_merge_rows (org_id, merge_id, place, row_id, before, created_at, updated_at)
  select org, merge, 'contact_points', id, jsonb_build_object('invalid_at', own_invalid, 'bounce_state', own_bounce), p_at, p_at from worse;
  with lesser as (
    update lead_contacts c set is_primary = false from lead_merge_rows r
    where r.org_id = org and r.merge_id = merge and r.place = 'lead_contacts.lead_id' and c.org_id = org and c.id = r.row_id and c.is_primary
      and exists (select from lead_contacts o where o.org_id = org and o.lead_id = p_into and o.is_primary
        and not exists (select from lead_merge_rows q where q.org_id = org and q.merge_id = merge and q.row_id = o.id))
    returning c.id)
  insert into lead_merge_rows (org_id, merge_id, place, row_id, before, created_at, updated_at)
  select org, merge, 'lead_contacts', id, '{"is_primary": true}', p_at, p_at from lesser;
  update lead_status_history h set merged_from = p_from from lead_merge_rows r
  where r.org_id = org and r.merge_id = merge and r.place = 'lead_status_history.lead_id' and h.org_id = org and h.id = r.row_id and h.merged_from is null;

  -- Who writes to one of them writes to both; for five minutes at most, so nothing of it is written down.
  update outreach_claims c set lead_id = p_into, scope_key = case c.scope_key when 'lead:' || p_from then 'lead:' || p_into else c.scope_key end
  where c.org_id = org and c.lead_id = p_from and not exists (
    select from outreach_claims o where o.org_id = org and c.scope_key = 'lead:' || p_from and o.scope_key = 'lead:' || p_into and o.channel_group = c.channel_group);
  update duplicate_pairs set state = 'merged', updated_at = p_at
  where org_id = org and lead_id = least(p_from, p_into) and other_id = greatest(p_from, p_into) and state = 'open';
  update leads set merged_into_id = p_into, deleted_at = p_at, version = version + 1, updated_at = p_at where org_id = org and id = p_from;
  perform recompute_lead_summary(array[p_from, p_into]);
  return merge;
end $$;
revoke execute on function merge_leads(uuid, uuid, jsonb, uuid, timestamptz) from public;
grant execute on function merge_leads(uuid, uuid, jsonb, uuid, timestamptz) to touchline_app;

-- Rows of one column back to the lead they came from; what was deleted since is there again.
create function return_rows(p_place text, p_child regclass, p_named text, p_image boolean, p_merge lead_merges) returns void language plpgsql as $$
declare columns text;
begin
  execute format($f$
    update %1$s t set %2$I = $2 where t.org_id = $1 and t.%2$I = $3
      and t.id in (select r.row_id from lead_merge_rows r where r.org_id = $1 and r.merge_id = $4 and r.place = %3$L) $f$,
    p_child, p_named, p_place) using p_merge.org_id, p_merge.from_id, p_merge.into_id, p_merge.id;
  if not p_image then return; end if;
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
  where attrelid = p_child and attnum > 0 and not attisdropped and attgenerated = '';
  execute format($f$
    insert into %1$s (%2$s) select %2$s from (
      select (jsonb_populate_record(null::%1$s, r.image)).* from lead_merge_rows r
      where r.org_id = $1 and r.merge_id = $2 and r.place = %3$L and not exists (select from %1$s t where t.org_id = $1 and t.id = r.row_id)) gone
    on conflict do nothing $f$, p_child, columns, p_place) using p_merge.org_id, p_merge.id;
end $$;

-- Parts the joined slots again: each as it was, unless it was ended since or another stands there by now.
create function part_slots(p_merge lead_merges, p_since uuid[]) returns void language plpgsql as $$
declare one record;
begin
  perform 1 from contact_guards where org_id = p_merge.org_id and scope = 'lead' and scope_key in (p_merge.from_id::text, p_merge.into_id::text)
    order by scope, scope_key, id for update;
  update contact_guards g set scope_key = p_merge.from_id::text
  where g.org_id = p_merge.org_id and g.scope = 'lead' and g.scope_key = p_merge.into_id::text
    and (g.communication_id = any (p_since) or g.id in (
      select r.row_id from lead_merge_rows r where r.org_id = p_merge.org_id and r.merge_id = p_merge.id and r.place = 'contact_guards'
        and r.before ->> 'scope_key' = p_merge.from_id::text));
  for one in
    select g.id, (r.before ->> 'span')::tstzrange as span from lead_merge_rows r
    join contact_guards g on g.org_id = r.org_id and g.id = r.row_id and g.span <> (r.before ->> 'span')::tstzrange
      and g.released_at is not distinct from (r.before ->> 'released_at')::timestamptz
    where r.org_id = p_merge.org_id and r.merge_id = p_merge.id and r.place = 'contact_guards' order by g.id
  loop
    begin
      update contact_guards set span = one.span where org_id = p_merge.org_id and id = one.id;
    exception when exclusion_violation then null;
    end;
  end loop;
end $$;

-- Takes a merge back: what came with it goes back, and so does what was said since in its conversations. The rest of what came since stays.
create function unmerge_lead(p_merge uuid, p_by uuid, p_at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  m lead_merges;
  child record;
  since uuid[] := '{}';
  found_now uuid[];
begin
  select * into m from lead_merges where org_id = org and id = p_merge;
  perform 1 from leads where org_id = org and id in (m.from_id, m.into_id) order by id for update;
  select * into m from lead_merges where org_id = org and id = p_merge for update;
  if m.id is null or m.undone_at is not null or not exists (select from leads l where l.org_id = org and l.id = m.into_id and l.deleted_at is null
       and (visible_owners() is null or l.owner_id = any (visible_owners()))) then
    raise exception 'there is no such merge to take back' using errcode = 'TL102';
  end if;
  if m.final then
    raise exception 'the person was erased' using errcode = 'TL103';
  end if;
  if exists (select from lead_merges n where n.org_id = org and n.into_id = m.into_id and n.undone_at is null and n.id > m.id) then
    raise exception 'a later merge stands on this one' using errcode = 'TL104';
  end if;
  update lead_merges set undone_at = p_at, undone_by = p_by, moving_xid = pg_current_xact_id(), updated_at = p_at where org_id = org and id = m.id;
  with recursive part as (
    select n.id, n.from_id from lead_merges n where n.org_id = org and n.into_id = m.from_id and n.undone_at is null
    union select n.id, n.from_id from part p join lead_merges n on n.org_id = org and n.into_id = p.from_id and n.undone_at is null)
  update lead_merges n set root_id = m.from_id, updated_at = p_at from part where n.org_id = org and n.id = part.id;
  update leads set merged_into_id = null, deleted_at = null, version = version + 1, updated_at = p_at where org_id = org and id = m.from_id;

  perform 1 from communications where org_id = org and lead_id = m.into_id order by id for update;
  for child in select * from lead_children() loop
    perform return_rows(child.place, child.child, child.named, child.deletable, m);
  end loop;
  update threads t set root_key = r.before ->> 'root_key' from lead_merge_rows r
  where r.org_id = org and r.merge_id = m.id and r.place = 'threads' and t.org_id = org and t.id = r.row_id;
  update communications c set twin = false from lead_merge_rows r
  where r.org_id = org and r.merge_id = m.id and r.place = 'communications' and c.org_id = org and c.id = r.row_id;
  -- A conversation is not parted: what was said in it since goes with it.
  loop
    with followers as (
      update communications c set lead_id = m.from_id where c.org_id = org and c.lead_id = m.into_id and (
        exists (select from threads t where t.org_id = org and t.id = c.thread_id and t.lead_id = m.from_id)
        or (c.thread_id is null and exists (select from communications p where p.org_id = org and p.id in (c.parent_id, c.corrects_id) and p.lead_id = m.from_id)))
      returning c.id)
    select array_agg(id) into found_now from followers;
    exit when found_now is null;
    since := since || found_now;
  end loop;
  update collision_incidents i set lead_id = m.from_id where i.org_id = org and i.lead_id = m.into_id and i.communication_id = any (since);
  -- A word that joins the two after all is cut: each is a person of their own again.
  update communications c set parent_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id)
    and exists (select from communications p where p.org_id = org and p.id = c.parent_id and p.lead_id <> c.lead_id);
  update communications c set corrects_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id)
    and exists (select from communications p where p.org_id = org and p.id = c.corrects_id and p.lead_id <> c.lead_id);
  update communications c set replied_by_id = null, replied_at = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id)
    and exists (select from communications p where p.org_id = org and p.id = c.replied_by_id and p.lead_id <> c.lead_id);
  perform part_slots(m, since);

  update contact_points p set is_primary = (r.image ->> 'is_primary')::boolean from lead_merge_rows r
  where r.org_id = org and r.merge_id = m.id and r.place = 'contact_points.lead_id' and p.org_id = org and p.id = r.row_id;
  update contact_points p set invalid_at = (r.before ->> 'invalid_at')::timestamptz, bounce_state = r.before ->> 'bounce_state' from lead_merge_rows r
  where r.org_id = org and r.merge_id = m.id and r.place = 'contact_points' and p.org_id = org and p.id = r.row_id;
  update lead_contacts c set is_primary = true from lead_merge_rows r
  where r.org_id = org and r.merge_id = m.id and r.place = 'lead_contacts' and c.org_id = org and c.id = r.row_id;
  update lead_status_history set merged_from = null where org_id = org and lead_id = m.from_id and merged_from = m.from_id;
  update duplicate_pairs set state = 'open', updated_at = p_at
  where org_id = org and lead_id = least(m.from_id, m.into_id) and other_id = greatest(m.from_id, m.into_id) and state = 'merged';
  perform recompute_lead_summary(array[m.from_id, m.into_id]);
end $$;
revoke execute on function unmerge_lead(uuid, uuid, timestamptz) from public;
grant execute on function unmerge_lead(uuid, uuid, timestamptz) to touchline_app;

-- Erasing a person erases whom they were merged from, and what would bring them back.
create function erase_merged(p_lead uuid, p_by uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  one uuid;
begin
  for one in select from_id from lead_merges where org_id = org and root_id = p_lead and undone_at is null order by from_id loop
    perform erase_person(one, p_by, p_at);
  end loop;
  update lead_merge_rows r set before = null, image = null, updated_at = p_at where r.org_id = org and r.merge_id in (
    select m.id from lead_merges m where m.org_id = org and (m.root_id = p_lead or p_lead in (m.from_id, m.into_id)));
  update lead_merges m set fields = '{}', final = true, updated_at = p_at where m.org_id = org and (m.root_id = p_lead or p_lead in (m.from_id, m.into_id));
end $$;
revoke execute on function erase_merged(uuid, uuid, timestamptz) from public;
grant execute on function erase_merged(uuid, uuid, timestamptz) to touchline_app;

revoke execute on function give_rows(text, regclass, text, boolean, uuid, uuid, uuid, timestamptz, uuid), join_slots(uuid, uuid, uuid, timestamptz),
  return_rows(text, regclass, text, boolean, lead_merges), part_slots(lead_merges, uuid[]) from public;
