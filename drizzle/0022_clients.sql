-- What a lead becomes: the client, its conversion and the exact way back; and the purge of leads that were deleted long ago.

create table clients (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, from_lead_id uuid not null, from_status text not null, value_minor bigint, currency text,
  converted_by uuid not null, converted_at timestamptz not null, undone_by uuid, undone_at timestamptz, undone_reason text,
  constraint clients_org_id_id_pk primary key (org_id, id),
  constraint clients_status_check check (from_status in ('qualified', 'proposal')),
  constraint clients_value_check check (value_minor between 0 and 9007199254740991),
  constraint clients_currency_check check ((currency is null or currency ~ '^[A-Z]{3}$') and (value_minor is null or currency is not null)),
  constraint clients_undone_check check ((undone_at is null) = (undone_by is null)
    and (undone_at is null) = (undone_reason is null) and coalesce(btrim(undone_reason), 'x') <> ''),
  constraint clients_lead_fk foreign key (org_id, from_lead_id) references leads (org_id, id),
  constraint clients_converted_by_fk foreign key (org_id, converted_by) references memberships (org_id, user_id),
  constraint clients_undone_by_fk foreign key (org_id, undone_by) references memberships (org_id, user_id));
create unique index clients_lead_key on clients (org_id, from_lead_id) where undone_at is null;
create index clients_converted_idx on clients (org_id, converted_at desc, id desc);
select make_tenant_table('clients', 'select');
grant insert (org_id, id, created_at, updated_at, name, from_lead_id, from_status, value_minor, currency, converted_by, converted_at)
  on clients to touchline_app;
grant update (name, undone_by, undone_at, undone_reason, updated_at) on clients to touchline_app;

alter table leads add column converted_at timestamptz, add column converted_client_id uuid, add column purged_at timestamptz;
alter table leads add constraint leads_client_fk foreign key (org_id, converted_client_id) references clients (org_id, id);
create index leads_deleted_idx on leads (org_id, deleted_at desc, id desc) where deleted_at is not null;

-- The lead knows its client; nobody else writes these columns.
create function apply_conversion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update leads set converted_at = case when new.undone_at is null then new.converted_at end,
    converted_client_id = case when new.undone_at is null then new.id end
  where org_id = new.org_id and id = new.from_lead_id;
  return null;
end $$;
create trigger apply_conversion after insert or update of undone_at on clients for each row execute function apply_conversion();

-- An undone conversion stays undone.
create function guard_clients() returns trigger language plpgsql as $$
begin
  raise exception 'this conversion was undone' using errcode = 'TL070';
end $$;
create trigger guard_clients before update on clients for each row
  when (old.undone_at is not null and (new.undone_at, new.undone_by) is distinct from (old.undone_at, old.undone_by))
  execute function guard_clients();

-- A lead is converted with its client, and leaves that status by undoing the conversion, to where it was.
create function guard_conversion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.to_status = 'converted' then
    if not exists (select from clients c where c.org_id = new.org_id and c.from_lead_id = new.lead_id and c.undone_at is null
        and c.from_status = new.from_status) then
      raise exception 'a lead is converted with its client' using errcode = 'TL023';
    end if;
  elsif new.trigger <> 'undo'
     or exists (select from clients c where c.org_id = new.org_id and c.from_lead_id = new.lead_id and c.undone_at is null)
     or new.to_status is distinct from (select c.from_status from clients c where c.org_id = new.org_id and c.from_lead_id = new.lead_id
       order by c.undone_at desc, c.id desc limit 1) then
    raise exception 'a client becomes a lead again by undoing its conversion' using errcode = 'TL024';
  end if;
  return new;
end $$;
create trigger guard_conversion before insert on lead_status_history for each row
  when (new.to_status = 'converted' or new.from_status = 'converted') execute function guard_conversion();

-- And the other way round: at commit a standing client's lead is converted, and nobody else's.
create function require_converted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select l.status from leads l where l.org_id = new.org_id and l.id = new.from_lead_id) = 'converted'
     is distinct from exists (select from clients c where c.org_id = new.org_id and c.from_lead_id = new.from_lead_id and c.undone_at is null) then
    raise exception 'a client and the status of its lead do not agree' using errcode = 'TL023';
  end if;
  return null;
end $$;
create constraint trigger require_converted after insert or update of undone_at on clients deferrable initially deferred
  for each row execute function require_converted();

-- Takes what says who they are out of a lead that was deleted long ago. The ledger keeps its rows and figures stay true; unlike an erasure
-- it blocks nobody: entries on the do-not-contact list, which have no link to leads, stay as they are.
create function purge_lead(p_lead uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare org uuid := current_org_id();
begin
  perform from leads where org_id = org and id = p_lead and deleted_at is not null and purged_at is null for no key update;
  if not found then return; end if;
  update communications c set subject = null, body = null, body_norm = null, from_address = null, to_address = null, to_norm = null, cc = null,
    metadata = '{}', template_variables = null, provider_response = null, clicked_links = '[]', compliance_notes = null,
    redacted_at = p_at, updated_at = p_at
  where c.org_id = org and c.lead_id = p_lead and c.redacted_at is null;
  -- A slot that still runs goes on holding the address, whoever's lead it is by now.
  update contact_guards g set scope_key = 'erased:' || g.id, shared_point = null, updated_at = p_at
  where g.org_id = org and g.scope = 'point' and upper(g.span) < p_at
    and g.communication_id in (select c.id from communications c where c.org_id = org and c.lead_id = p_lead);
  delete from outreach_claims where org_id = org and lead_id = p_lead;
  update threads set subject = null, updated_at = p_at where org_id = org and lead_id = p_lead;
  update collision_incidents set subject = null, excerpt = null, updated_at = p_at where org_id = org and lead_id = p_lead;
  update outreach_overrides o set reason = 'purged with the lead', warning = '[]', updated_at = p_at
  where o.org_id = org and o.communication_id in (select c.id from communications c where c.org_id = org and c.lead_id = p_lead);
  update lead_status_history set reason = case when reason is not null then 'purged' end, updated_at = p_at where org_id = org and lead_id = p_lead;
  update hand_overs set note = null, updated_at = p_at where org_id = org and lead_id = p_lead and note is not null;
  update clients set name = 'Purged client', undone_reason = case when undone_reason is not null then 'purged' end, updated_at = p_at
  where org_id = org and from_lead_id = p_lead;
  update event_payloads p set salt = null, payload = null, updated_at = p_at
  where p.org_id = org and p.payload is not null and p.id in (select e.id from events e where e.org_id = org and e.lead_id = p_lead);
  delete from idempotency_keys k where k.org_id = org and position(p_lead::text in k.answer::text) > 0;
  delete from contact_points where org_id = org and lead_id = p_lead;
  delete from lead_tags where org_id = org and lead_id = p_lead;
  update leads set first_name = null, last_name = case when last_name = 'Erased person' then last_name else 'Purged lead' end, title = null,
    email = null, phone_e164 = null, linkedin = null, company_id = null, source_metadata = '{}', metadata = '{}', timezone = null,
    language = null, version = version + 1, purged_at = p_at, updated_at = p_at
  where org_id = org and id = p_lead;
end $$;
revoke execute on function purge_lead(uuid, timestamptz) from public;
grant execute on function purge_lead(uuid, timestamptz) to touchline_app;

-- There is nothing left to bring back.
create function keep_purged() returns trigger language plpgsql as $$
begin
  raise exception 'this lead was purged' using errcode = 'TL025';
end $$;
create trigger keep_purged before update on leads for each row when (old.purged_at is not null and new.deleted_at is null)
  execute function keep_purged();
