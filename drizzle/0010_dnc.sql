-- Do-not-contact, whole: removal by two people, detections and their review, consents, erased people who stay blocked.

alter table dnc_entries
  add column communication_id uuid,
  add column key_check bytea,
  add constraint dnc_entries_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  add constraint dnc_entries_hash_check check ((value_hash is not null) = (value_norm like 'erased:%') and (value_hash is null) = (key_check is null)),
  add constraint dnc_entries_removed_check check (
    (revoked_by is null or revoked_at is not null)
    and (second_approver is null or (revoked_by is not null and second_approver <> revoked_by)));
create index dnc_entries_erased_idx on dnc_entries (org_id, created_at) where value_hash is not null and revoked_at is null;
create index dnc_entries_detected_idx on dnc_entries (org_id, created_at, id) where communication_id is not null and revoked_at is null;

alter table collision_incidents
  add column dnc_entry_id uuid,
  add constraint collision_incidents_dnc_entry_fk foreign key (org_id, dnc_entry_id) references dnc_entries (org_id, id);
create index collision_incidents_dnc_entry_idx on collision_incidents (org_id, dnc_entry_id, at) where dnc_entry_id is not null;

create table dnc_removals (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  entry_id uuid not null,
  reason text not null,
  requested_by uuid not null,
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  constraint dnc_removals_org_id_id_pk primary key (org_id, id),
  constraint dnc_removals_reason_check check (char_length(btrim(reason)) >= 10),
  constraint dnc_removals_decision_check check (decision in ('approved', 'rejected')),
  constraint dnc_removals_decided_check check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  constraint dnc_removals_second_person_check check (decision is distinct from 'approved' or decided_by <> requested_by),
  constraint dnc_removals_entry_fk foreign key (org_id, entry_id) references dnc_entries (org_id, id),
  constraint dnc_removals_requested_by_fk foreign key (org_id, requested_by) references memberships (org_id, user_id),
  constraint dnc_removals_decided_by_fk foreign key (org_id, decided_by) references memberships (org_id, user_id)
);
create unique index dnc_removals_open_key on dnc_removals (org_id, entry_id) where decision is null;
create index dnc_removals_entry_idx on dnc_removals (org_id, entry_id, created_at);
select make_tenant_table('dnc_removals', 'select');
grant insert (org_id, id, created_at, updated_at, entry_id, reason, requested_by) on dnc_removals to touchline_app;
grant update (decision, decided_by, decided_at, decision_reason, updated_at) on dnc_removals to touchline_app;

create table dnc_reviews (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  entry_id uuid not null,
  decision text not null,
  reason text,
  reviewed_by uuid not null,
  constraint dnc_reviews_org_id_id_pk primary key (org_id, id),
  constraint dnc_reviews_decision_check check (decision in ('confirmed', 'undone')),
  constraint dnc_reviews_reason_check check (decision = 'confirmed' or char_length(btrim(coalesce(reason, ''))) >= 10),
  constraint dnc_reviews_entry_fk foreign key (org_id, entry_id) references dnc_entries (org_id, id),
  constraint dnc_reviews_reviewed_by_fk foreign key (org_id, reviewed_by) references memberships (org_id, user_id),
  constraint dnc_reviews_entry_key unique (org_id, entry_id)
);
select make_tenant_table('dnc_reviews', 'select, insert');

-- An admin asks; a manager or another admin decides, once.
create function guard_dnc_removals() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from memberships m where m.org_id = new.org_id and m.user_id = new.requested_by and m.active and m.role = 'admin') then
      raise exception 'only an admin asks for a removal' using errcode = 'TL043';
    end if;
    return new;
  end if;
  if old.decision is not null then
    raise exception 'this request is decided' using errcode = 'TL045';
  end if;
  if new.decision = 'approved' and not exists (select from memberships m where m.org_id = new.org_id and m.user_id = new.decided_by
      and m.active and m.role in ('manager', 'admin')) then
    raise exception 'only a manager or an admin approves a removal' using errcode = 'TL043';
  end if;
  return new;
end $$;
create trigger guard_dnc_removals before insert or update on dnc_removals for each row execute function guard_dnc_removals();

-- An entry ends in three ways: two people removed it, its detection was found wrong, or one that lasts at least as long took its place.
create function require_dnc_removal() returns trigger language plpgsql as $$
begin
  if new.second_approver is not null then
    if exists (select from dnc_removals r where r.org_id = new.org_id and r.entry_id = new.id and r.decision = 'approved'
        and r.requested_by = new.revoked_by and r.decided_by = new.second_approver) then return null; end if;
  elsif new.revoked_by is not null then
    if new.communication_id is not null and exists (
        select from dnc_reviews r join memberships m on m.org_id = r.org_id and m.user_id = r.reviewed_by and m.active
        where r.org_id = new.org_id and r.entry_id = new.id and r.decision = 'undone' and r.reviewed_by = new.revoked_by
          and (new.source <> 'keyword' or m.role in ('manager', 'admin'))) then return null; end if;
  elsif exists (select from dnc_entries e where e.org_id = new.org_id and e.kind = new.kind and e.value_norm = new.value_norm
      and (e.channel is null or e.channel = new.channel) and e.id <> new.id and e.revoked_at is null
      and coalesce(e.expires_at, 'infinity') >= coalesce(new.expires_at, 'infinity')) then return null;
  end if;
  raise exception 'removing an entry takes a reason and two people' using errcode = 'TL043';
end $$;
create constraint trigger require_dnc_removal after update of revoked_at, revoked_by, second_approver on dnc_entries deferrable initially deferred
  for each row when (new.revoked_at is not null
    and (old.revoked_at, old.revoked_by, old.second_approver) is distinct from (new.revoked_at, new.revoked_by, new.second_approver))
  execute function require_dnc_removal();

create table consents (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  kind text not null,
  value_norm text not null,
  purpose text not null,
  status text not null,
  lawful_basis text,
  at timestamptz not null,
  source text not null,
  evidence text,
  expires_at timestamptz,
  recorded_by uuid not null,
  constraint consents_org_id_id_pk primary key (org_id, id),
  constraint consents_kind_check check (kind in ('email', 'phone', 'linkedin')),
  constraint consents_purpose_check check (purpose in ('outreach', 'newsletter', 'research')),
  constraint consents_status_check check (status in ('granted', 'denied', 'unknown', 'withdrawn')),
  constraint consents_basis_check check (lawful_basis in ('consent', 'legitimate_interest', 'contract', 'legal_obligation', 'vital_interest', 'public_task')),
  constraint consents_granted_check check (status <> 'granted' or lawful_basis is not null),
  constraint consents_expiry_check check (expires_at is null or status = 'granted'),
  constraint consents_recorded_by_fk foreign key (org_id, recorded_by) references memberships (org_id, user_id)
);
create index consents_newest_idx on consents (org_id, value_norm, kind, purpose, at desc, id desc);
select make_tenant_table('consents', 'select, insert');
alter table communications
  add column consent_id uuid,
  add constraint communications_consent_fk foreign key (org_id, consent_id) references consents (org_id, id);

-- Below every path: denied or withdrawn stops outreach to that point, with the organization's switch also what is unknown or has run
-- out. What goes out keeps which consent applied.
create function refuse_without_consent() returns trigger language plpgsql as $$
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
create trigger refuse_without_consent_new before insert on communications for each row
  when (new.direction = 'outbound' and (new.status in ('queued', 'sending', 'sent')
    or (new.intent = 'planned' and new.status not in ('draft', 'cancelled', 'blocked'))))
  execute function refuse_without_consent();
create trigger refuse_without_consent_changed before update of status on communications for each row
  when (new.direction = 'outbound' and new.status in ('queued', 'sending') and new.status <> old.status)
  execute function refuse_without_consent();

-- Erased people stay blocked by a keyed hash. The key lies outside the database and comes with each transaction.
create function dnc_key() returns text language sql stable as $$ select nullif(current_setting('app.dnc_key', true), '') $$;
create function erased_value(p_kind text, p_value text) returns text language sql stable
  as $$ select 'erased:' || encode(hmac(p_kind || ':' || p_value, dnc_key(), 'sha256'), 'hex') $$;

-- As in 0004, and under the erased form of each address while the organization has any.
create or replace function find_dnc_entries(p_lead uuid, p_kind text, p_norm text, p_channel text, p_at timestamptz) returns setof dnc_entries language sql stable as $$
  select e.* from dnc_values(p_lead, p_kind, p_norm) v
  cross join lateral (
    select v.value as form
    union all
    select erased_value(v.kind, v.value) where v.kind in ('email', 'phone', 'linkedin')
      and (select exists (select from dnc_entries h where h.org_id = current_org_id() and h.value_hash is not null and h.revoked_at is null))) f
  join dnc_entries e on e.org_id = current_org_id() and e.value_norm = f.form and e.kind = v.kind
  where e.revoked_at is null and (e.channel is null or p_channel is null or e.channel = p_channel) and (e.expires_at is null or e.expires_at > p_at) $$;

-- As in 0004; without the key, or with another, nobody can say whom the hashes mean: then nothing goes out.
create or replace function refuse_dnc() returns trigger language plpgsql as $$
declare entry dnc_entries;
begin
  perform lock_dnc_values(new.lead_id, (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm);
  if (select h.key_check is distinct from hmac(h.id::text, dnc_key(), 'sha256') from dnc_entries h
      where h.org_id = new.org_id and h.value_hash is not null and h.revoked_at is null order by h.created_at desc limit 1) then
    raise exception 'the key of erased people is missing or another' using errcode = 'TL042';
  end if;
  select * into entry from find_dnc_entries(new.lead_id,
    (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm, new.channel, clock_timestamp()) limit 1;
  if entry.id is not null then
    raise exception 'on the do-not-contact list: % %', entry.kind, entry.value_norm using errcode = 'TL040', detail = entry.id::text;
  end if;
  return new;
end $$;

-- As in 0004; erasing a person leaves the slot and takes the address out of it. The application cannot name the column.
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

-- Takes a person out of everything and keeps the counts, the chain and the hashes. The locks on the values must be held. As the owner,
-- under the same policy: who calls it reaches the rows of the setting's organization alone.
create function erase_person(p_lead uuid, p_by uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  known record;
begin
  if dnc_key() is null then raise exception 'the key of erased people is missing' using errcode = 'TL042'; end if;
  perform from leads where org_id = org and id = p_lead for no key update;
  if not found then return; end if;
  for known in
    select p.kind, p.norm, erased_value(p.kind, p.norm) as form from contact_points p where p.org_id = org and p.lead_id = p_lead order by 1, 2
  loop
    insert into dnc_entries (org_id, id, kind, value_norm, value_hash, key_check, reason, source, added_by, created_at, updated_at)
    select org, k.id, known.kind, known.form, decode(substr(known.form, 8), 'hex'), hmac(k.id::text, dnc_key(), 'sha256'),
      'Erased; the hash keeps them blocked', 'manual', p_by, p_at, p_at
    from (select new_id() as id) k on conflict do nothing;
    update dnc_entries e set value_norm = known.form, value_hash = decode(substr(known.form, 8), 'hex'),
      key_check = hmac(e.id::text, dnc_key(), 'sha256'), reason = 'Erased; the hash keeps them blocked', evidence = null, updated_at = p_at,
      revoked_at = coalesce(e.revoked_at, p_at),
      revoked_reason = case when e.revoked_at is null then 'replaced by its hash' else 'erased' end
    where e.org_id = org and e.kind = known.kind and e.value_norm = known.norm;
    update consents c set value_norm = known.form, evidence = null, updated_at = p_at
    where c.org_id = org and c.kind = known.kind and c.value_norm = known.norm;
  end loop;
  update communications c set subject = null, body = null, body_norm = null, from_address = null, to_address = null, to_norm = null, cc = null,
    metadata = '{}', template_variables = null, provider_response = null, clicked_links = '[]', compliance_notes = null,
    redacted_at = p_at, updated_at = p_at
  where c.org_id = org and c.lead_id = p_lead and c.redacted_at is null;
  update dnc_entries e set evidence = null, updated_at = p_at where e.org_id = org and e.evidence is not null
    and e.communication_id in (select c.id from communications c where c.org_id = org and c.lead_id = p_lead);
  update contact_guards g set scope_key = k.form, updated_at = p_at
  from (select p.kind || ':' || p.norm as key, erased_value(p.kind, p.norm) as form from contact_points p where p.org_id = org and p.lead_id = p_lead) k
  where g.org_id = org and g.scope = 'point' and g.scope_key = k.key;
  update contact_guards g set shared_point = null, updated_at = p_at
  where g.org_id = org and g.shared_point is not null
    and g.communication_id in (select c.id from communications c where c.org_id = org and c.lead_id = p_lead);
  delete from outreach_claims where org_id = org and lead_id = p_lead;
  update threads set subject = null, updated_at = p_at where org_id = org and lead_id = p_lead;
  update collision_incidents set subject = null, excerpt = null, updated_at = p_at where org_id = org and lead_id = p_lead;
  update outreach_overrides o set reason = 'erased with the person', warning = '[]', updated_at = p_at
  where o.org_id = org and o.communication_id in (select c.id from communications c where c.org_id = org and c.lead_id = p_lead);
  update lead_status_history set reason = case when reason is not null then 'erased' end, updated_at = p_at where org_id = org and lead_id = p_lead;
  update event_payloads p set salt = null, payload = null, updated_at = p_at
  where p.org_id = org and p.payload is not null and p.id in (
    select e.id from events e where e.org_id = org and e.lead_id = p_lead
    union select e.id from events e where e.org_id = org and e.kind like 'dnc.%' and e.subjects ->> 'dnc_entry_id' in (
      select d.id::text from dnc_entries d where d.org_id = org and (d.value_hash is not null or (d.kind = 'person' and d.value_norm = p_lead::text))));
  delete from idempotency_keys k where k.org_id = org and position(p_lead::text in k.answer::text) > 0;
  delete from contact_points where org_id = org and lead_id = p_lead;
  delete from lead_tags where org_id = org and lead_id = p_lead;
  update leads set first_name = null, last_name = 'Erased person', title = null, email = null, phone_e164 = null, linkedin = null,
    company_id = null, source_metadata = '{}', metadata = '{}', timezone = null, language = null, version = version + 1,
    deleted_at = coalesce(deleted_at, p_at), updated_at = p_at
  where org_id = org and id = p_lead;
end $$;
revoke execute on function erase_person(uuid, uuid, timestamptz) from public;
grant execute on function erase_person(uuid, uuid, timestamptz) to touchline_app;

-- The badge means every channel: an entry for all of them, or one for each.
create or replace view lead_contact_status with (security_invoker = true) as
  select l.id as lead_id, l.org_id,
    case when (select bool_or(e.channel is null) or count(distinct k.code) = (select count(*) from channels a where a.org_id = current_org_id() and a.counts_as_contact)
               from find_dnc_entries(l.id, null, null, null, now()) e
               left join channels k on k.org_id = e.org_id and k.code = e.channel and k.counts_as_contact) then 'do_not_contact'
         when l.reply_count > 0 then 'replied' when l.contact_count > 0 then 'contacted' else 'uncontacted' end as contact_status,
    l.last_contacted_at, l.last_contact_channel,
    (select count(*) from communications c where c.org_id = l.org_id and c.lead_id = l.id) as total_communications,
    l.reply_count as total_replies, l.last_thread_id
  from leads l where l.deleted_at is null;
