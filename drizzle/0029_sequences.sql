-- Sequences with versions, one lead's way through one of them, and the step that a message is.

create table nurture_sequences (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, state text not null default 'draft', exit_rules jsonb not null default '{}', alongside boolean not null default false,
  live_version_id uuid, created_by uuid not null, version integer not null default 1,
  constraint nurture_sequences_org_id_id_pk primary key (org_id, id),
  constraint nurture_sequences_name_check check (char_length(name) between 1 and 100),
  constraint nurture_sequences_state_check check (state in ('draft', 'active', 'paused', 'archived')),
  constraint nurture_sequences_live_check check (state in ('draft', 'archived') or live_version_id is not null),
  constraint nurture_sequences_exit_check check (jsonb_typeof(exit_rules) = 'object'),
  constraint nurture_sequences_creator_fk foreign key (org_id, created_by) references memberships (org_id, user_id));
create unique index nurture_sequences_name_key on nurture_sequences (org_id, lower(name)) where state <> 'archived';

create table sequence_versions (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  sequence_id uuid not null, number integer not null, frozen_at timestamptz, published_by uuid,
  constraint sequence_versions_org_id_id_pk primary key (org_id, id),
  constraint sequence_versions_number_key unique (org_id, sequence_id, number),
  constraint sequence_versions_published_check check ((frozen_at is null) = (published_by is null)),
  constraint sequence_versions_sequence_fk foreign key (org_id, sequence_id) references nurture_sequences (org_id, id),
  constraint sequence_versions_publisher_fk foreign key (org_id, published_by) references memberships (org_id, user_id));
create unique index sequence_versions_draft_key on sequence_versions (org_id, sequence_id) where frozen_at is null;
alter table nurture_sequences
  add constraint nurture_sequences_live_fk foreign key (org_id, live_version_id) references sequence_versions (org_id, id);

create table sequence_steps (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  version_id uuid not null, position integer not null, kind text not null, delay_hours real not null default 0, open_hours jsonb,
  subject text, body text, condition jsonb, otherwise integer,
  constraint sequence_steps_org_id_id_pk primary key (org_id, id),
  constraint sequence_steps_position_key unique (org_id, version_id, position),
  constraint sequence_steps_position_check check (position between 1 and 50),
  constraint sequence_steps_kind_check check (kind in ('email', 'sms', 'call', 'linkedin', 'task', 'wait', 'condition')),
  constraint sequence_steps_delay_check check (delay_hours between 0 and 8760),
  constraint sequence_steps_condition_check check (kind <> 'condition' or condition is not null),
  constraint sequence_steps_otherwise_check check (otherwise is null or (kind = 'condition' and otherwise > position)),
  constraint sequence_steps_version_fk foreign key (org_id, version_id) references sequence_versions (org_id, id));

create table lead_sequence_enrollments (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, sequence_id uuid not null, version_id uuid not null, step_id uuid, status text not null default 'active',
  alongside boolean not null default false, stop_reason text, last_reason text, resume_at timestamptz, next_run_at timestamptz,
  awaits text, failures integer not null default 0, enrolled_by uuid not null, sender_id uuid not null, ended_at timestamptz,
  constraint lead_sequence_enrollments_org_id_id_pk primary key (org_id, id),
  constraint lead_sequence_enrollments_status_check check (status in ('active', 'paused', 'parked', 'finished', 'stopped', 'failed')),
  constraint lead_sequence_enrollments_stop_check check ((status in ('stopped', 'failed')) = (stop_reason is not null)),
  constraint lead_sequence_enrollments_end_check check ((status in ('finished', 'stopped', 'failed')) = (ended_at is not null)),
  constraint lead_sequence_enrollments_park_check check (status <> 'parked' or resume_at is not null),
  constraint lead_sequence_enrollments_run_check check (status <> 'active' or next_run_at is not null or awaits is not null),
  constraint lead_sequence_enrollments_awaits_check check (awaits in ('call', 'linkedin', 'task')),
  constraint lead_sequence_enrollments_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint lead_sequence_enrollments_sequence_fk foreign key (org_id, sequence_id) references nurture_sequences (org_id, id),
  constraint lead_sequence_enrollments_version_fk foreign key (org_id, version_id) references sequence_versions (org_id, id),
  constraint lead_sequence_enrollments_step_fk foreign key (org_id, step_id) references sequence_steps (org_id, id),
  constraint lead_sequence_enrollments_enroller_fk foreign key (org_id, enrolled_by) references memberships (org_id, user_id),
  constraint lead_sequence_enrollments_sender_fk foreign key (org_id, sender_id) references memberships (org_id, user_id));
-- One runs per lead, unless its sequence may run beside others; of one sequence never two.
create unique index lead_sequence_enrollments_lead_key on lead_sequence_enrollments (org_id, lead_id)
  where status in ('active', 'paused', 'parked') and not alongside;
create unique index lead_sequence_enrollments_running_key on lead_sequence_enrollments (org_id, lead_id, sequence_id)
  where status in ('active', 'paused', 'parked');
create index lead_sequence_enrollments_lead_idx on lead_sequence_enrollments (org_id, lead_id, id);
create index lead_sequence_enrollments_sequence_idx on lead_sequence_enrollments (org_id, sequence_id, id);
create index lead_sequence_enrollments_due_idx on lead_sequence_enrollments (org_id, next_run_at) where status = 'active';
create index lead_sequence_enrollments_parked_idx on lead_sequence_enrollments (org_id, resume_at) where status = 'parked';

-- Every decision with its reason and the time of the next; never rewritten.
create table enrollment_events (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  enrollment_id uuid not null, at timestamptz not null, kind text not null, step_id uuid, communication_id uuid, reason text not null,
  next_at timestamptz, actor_id uuid,
  constraint enrollment_events_org_id_id_pk primary key (org_id, id),
  constraint enrollment_events_kind_check check (kind in ('enrolled', 'sent', 'asked', 'done', 'skipped', 'waited', 'deferred', 'branched',
    'parked', 'paused', 'resumed', 'moved', 'stopped', 'finished', 'failed')),
  constraint enrollment_events_enrollment_fk foreign key (org_id, enrollment_id) references lead_sequence_enrollments (org_id, id),
  constraint enrollment_events_step_fk foreign key (org_id, step_id) references sequence_steps (org_id, id),
  constraint enrollment_events_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint enrollment_events_actor_fk foreign key (org_id, actor_id) references memberships (org_id, user_id));
create index enrollment_events_enrollment_idx on enrollment_events (org_id, enrollment_id, at, id);

alter table communications
  add column enrollment_id uuid, add column step_id uuid,
  add constraint communications_step_check check ((enrollment_id is null) = (step_id is null)),
  add constraint communications_enrollment_fk foreign key (org_id, enrollment_id) references lead_sequence_enrollments (org_id, id),
  add constraint communications_step_fk foreign key (org_id, step_id) references sequence_steps (org_id, id);
-- A step once, whatever two workers or a killed one believed. No right to change the columns stands beside it.
create unique index communications_step_key on communications (org_id, enrollment_id, step_id) where enrollment_id is not null;

select make_tenant_table(name::regclass, rights) from (values
  ('nurture_sequences', 'select, insert'), ('sequence_versions', 'select, insert'), ('sequence_steps', 'select, insert, delete'),
  ('lead_sequence_enrollments', 'select, insert'), ('enrollment_events', 'select, insert')) as t(name, rights);
grant update (name, state, exit_rules, alongside, live_version_id, version, updated_at) on nurture_sequences to touchline_app;
grant update (frozen_at, published_by, updated_at) on sequence_versions to touchline_app;
grant update (version_id, step_id, status, stop_reason, last_reason, resume_at, next_run_at, awaits, failures, ended_at, updated_at)
  on lead_sequence_enrollments to touchline_app;
-- The worker asks which organizations have something due, and sees no more of it.
create policy due on lead_sequence_enrollments for select to touchline_jobs using (true);
grant select (org_id, status, next_run_at, resume_at) on lead_sequence_enrollments to touchline_jobs;

-- What was published stays as it was published: people are on their way through it.
create function keep_frozen_version() returns trigger language plpgsql as $$
begin
  raise exception 'a published version is never changed' using errcode = 'TL140';
end $$;
create trigger keep_frozen_version before update on sequence_versions for each row when (old.frozen_at is not null)
  execute function keep_frozen_version();
create function keep_frozen_steps() returns trigger language plpgsql as $$
begin
  perform from sequence_versions v where v.org_id = current_org_id() and v.frozen_at is not null
    and v.id in (case when tg_op <> 'INSERT' then old.version_id end, case when tg_op <> 'DELETE' then new.version_id end);
  if found then raise exception 'a published version is never changed' using errcode = 'TL140'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_frozen_steps before insert or update or delete on sequence_steps for each row execute function keep_frozen_steps();

-- Who left a sequence does not come back into it; who comes again is enrolled again.
create function keep_ended_enrollment() returns trigger language plpgsql as $$
begin
  raise exception 'this enrollment has ended' using errcode = 'TL141';
end $$;
create trigger keep_ended_enrollment before update on lead_sequence_enrollments for each row
  when (old.ended_at is not null and new.status is distinct from old.status) execute function keep_ended_enrollment();
