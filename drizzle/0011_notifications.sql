-- Who sees which lead, whose it becomes, who is told of what, and the second look at overrides and collisions.

-- Whose leads this transaction may see; NULL: everybody's. `inOrganization` sets it beside the organization.
create function visible_owners() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.sees', true), ''), ',')::uuid[] $$;
-- Beside the wall between organizations, never instead of it. Owner and search functions are not asked: triggers and the guard see all.
create policy visible on leads as restrictive for select to touchline_app
  using ((select visible_owners()) is null or owner_id = any ((select visible_owners())::uuid[]));

-- The ceiling of a company counts people whom the asker may not see.
alter function people_in_play(uuid, uuid[], timestamptz, integer, integer) security definer set search_path = public, pg_temp;

create table lead_assignments (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, from_user_id uuid, to_user_id uuid, strategy text not null, assigned_by uuid, at timestamptz not null,
  constraint lead_assignments_org_id_id_pk primary key (org_id, id),
  constraint lead_assignments_strategy_check check (strategy in ('manual', 'hand_over')),
  constraint lead_assignments_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint lead_assignments_from_fk foreign key (org_id, from_user_id) references memberships (org_id, user_id),
  constraint lead_assignments_to_fk foreign key (org_id, to_user_id) references memberships (org_id, user_id),
  constraint lead_assignments_by_fk foreign key (org_id, assigned_by) references memberships (org_id, user_id));
create index lead_assignments_lead_idx on lead_assignments (org_id, lead_id, at desc);
select make_tenant_table('lead_assignments', 'select, insert');

-- A lead changes hands by inserting its assignment, as a status does by its history; the application cannot write the column itself.
create function apply_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare lead record;
begin
  select owner_id into lead from leads where org_id = new.org_id and id = new.lead_id for no key update;
  if new.to_user_id is not distinct from lead.owner_id then
    raise exception 'the lead is theirs already' using errcode = 'TL071';
  end if;
  new.from_user_id := lead.owner_id;
  update leads set owner_id = new.to_user_id where org_id = new.org_id and id = new.lead_id;
  return new;
end $$;
create trigger apply_assignment before insert on lead_assignments for each row execute function apply_assignment();
revoke update (owner_id) on leads from touchline_app;

-- The leads at an address, also those out of sight: only for asking their owner. Names nothing but ids.
create function leads_at(p_kind text, p_norm text) returns table (lead_id uuid, owner_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, l.owner_id from contact_points cp join leads l on l.org_id = cp.org_id and l.id = cp.lead_id
  where cp.org_id = current_org_id() and cp.norm = p_norm and cp.kind = p_kind and l.deleted_at is null order by l.id limit 20 $$;
revoke execute on function leads_at(text, text) from public;
grant execute on function leads_at(text, text) to touchline_app;

create table hand_overs (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, asked_by uuid not null, note text, state text not null default 'open', decided_by uuid, decided_at timestamptz,
  constraint hand_overs_org_id_id_pk primary key (org_id, id),
  constraint hand_overs_state_check check (state in ('open', 'accepted', 'rejected') and (state = 'open') = (decided_by is null)
    and (decided_by is null) = (decided_at is null)),
  constraint hand_overs_second_person_check check (decided_by <> asked_by),
  constraint hand_overs_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint hand_overs_asker_fk foreign key (org_id, asked_by) references memberships (org_id, user_id),
  constraint hand_overs_decider_fk foreign key (org_id, decided_by) references memberships (org_id, user_id));
create unique index hand_overs_open_key on hand_overs (org_id, lead_id, asked_by) where state = 'open';
select make_tenant_table('hand_overs', 'select, insert');
grant update (state, decided_by, decided_at, updated_at) on hand_overs to touchline_app;

-- One per event and recipient. What happened is the event's to say; nothing of a person is repeated here.
create table notifications (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, kind text not null, event_id uuid not null, position bigint not null, lead_id uuid, read_at timestamptz,
  constraint notifications_org_id_id_pk primary key (org_id, id),
  constraint notifications_once_key unique (org_id, event_id, user_id),
  constraint notifications_kind_check check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned', 'slot_overridden',
    'message_blocked', 'message_stopped', 'slot_asked', 'hand_over_asked', 'hand_over_decided')),
  constraint notifications_member_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint notifications_event_fk foreign key (org_id, event_id) references events (org_id, id),
  constraint notifications_lead_fk foreign key (org_id, lead_id) references leads (org_id, id));
create index notifications_member_idx on notifications (org_id, user_id, position desc, id desc);
create index notifications_unread_idx on notifications (org_id, user_id) where read_at is null;
select make_tenant_table('notifications', 'select, insert');
grant update (read_at, updated_at) on notifications to touchline_app;

create table notification_mutes (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, kind text not null,
  constraint notification_mutes_org_id_id_pk primary key (org_id, id),
  constraint notification_mutes_key unique (org_id, user_id, kind),
  constraint notification_mutes_member_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
select make_tenant_table('notification_mutes', 'select, insert, delete');

-- How far a reader of the events has come; it moves in the transaction of what the reader writes.
create table event_cursors (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, position bigint not null default 0,
  constraint event_cursors_org_id_id_pk primary key (org_id, id),
  constraint event_cursors_name_key unique (org_id, name));
select make_tenant_table('event_cursors', 'select, insert');
grant update (position, updated_at) on event_cursors to touchline_app;
create policy dispatch on event_cursors for select to touchline_jobs using (true);
grant select on event_cursors to touchline_jobs;

-- Overrides are looked at by somebody else, once.
alter table outreach_overrides
  add constraint outreach_overrides_second_person_check check (reviewed_by <> user_id),
  add constraint outreach_overrides_review_check check ((reviewed_by is null) = (reviewed_at is null));
create function keep_review() returns trigger language plpgsql as $$
begin
  raise exception 'a review stands' using errcode = 'TL070';
end $$;
create trigger keep_review before update on outreach_overrides for each row
  when (old.reviewed_at is not null and (new.reviewed_by, new.reviewed_at) is distinct from (old.reviewed_by, old.reviewed_at))
  execute function keep_review();
create trigger keep_decision before update on hand_overs for each row when (old.state <> 'open') execute function keep_review();
alter table collision_incidents add constraint collision_incidents_resolution_check
  check (resolution in ('no_harm', 'agreed', 'apologised', 'coached', 'rule_to_change'));

-- The audit page asks by kind and by actor; an entry is made when the sealer gives the place, not in the command.
create index events_kind_idx on events (org_id, kind, position desc) where position is not null;
create index events_actor_idx on events (org_id, actor_id, position desc) where position is not null;
