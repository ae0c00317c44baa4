-- What a rep is to do in a day, one item per lead; and the text of a step from a template, frozen with the version.

alter table sequence_steps
  add column template_id uuid, add column template_version integer,
  add constraint sequence_steps_template_fk foreign key (org_id, template_id) references email_templates (org_id, id),
  add constraint sequence_steps_template_check check (template_version is null or template_id is not null);
-- The version of its template is settled when the version of the sequence is frozen.
grant update (template_version) on sequence_steps to touchline_app;

create table daily_outreach_batches (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, day date not null, state text not null default 'open', capacity integer not null,
  constraint daily_outreach_batches_org_id_id_pk primary key (org_id, id),
  constraint daily_outreach_batches_day_key unique (org_id, user_id, day),
  constraint daily_outreach_batches_state_check check (state in ('open', 'closed')),
  constraint daily_outreach_batches_capacity_check check (capacity >= 0),
  constraint daily_outreach_batches_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
select make_tenant_table('daily_outreach_batches', 'select, insert');
grant update (state, updated_at) on daily_outreach_batches to touchline_app;

create table daily_outreach_items (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  batch_id uuid not null, lead_id uuid not null, reason text not null, why text not null, channel text, subject text, body text, tone text,
  status text not null default 'open', skip_reason text, due_at timestamptz not null, snoozed_until timestamptz, sent_at timestamptz, done_at timestamptz,
  communication_id uuid, enrollment_id uuid, step_id uuid, version integer not null default 1,
  constraint daily_outreach_items_org_id_id_pk primary key (org_id, id),
  constraint daily_outreach_items_reason_check check (reason in ('reply', 'follow_up', 'sequence', 'segment')),
  constraint daily_outreach_items_status_check check (status in ('open', 'sent', 'done', 'skipped', 'withdrawn')),
  constraint daily_outreach_items_skip_check check ((status = 'skipped') = (skip_reason is not null)),
  constraint daily_outreach_items_done_check check ((status = 'open') = (done_at is null)),
  constraint daily_outreach_items_sent_check check ((status = 'sent') = (sent_at is not null) and (status <> 'sent' or communication_id is not null)),
  constraint daily_outreach_items_step_check check ((enrollment_id is null) = (step_id is null) and (reason = 'sequence') = (step_id is not null)),
  constraint daily_outreach_items_batch_fk foreign key (org_id, batch_id) references daily_outreach_batches (org_id, id),
  constraint daily_outreach_items_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint daily_outreach_items_channel_fk foreign key (org_id, channel) references channels (org_id, code),
  constraint daily_outreach_items_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint daily_outreach_items_enrollment_fk foreign key (org_id, enrollment_id) references lead_sequence_enrollments (org_id, id),
  constraint daily_outreach_items_step_fk foreign key (org_id, step_id) references sequence_steps (org_id, id));
-- An item and a touch belong together one to one; a step of a sequence is asked for once; a day has a lead once.
create unique index daily_outreach_items_touch_key on daily_outreach_items (org_id, communication_id) where communication_id is not null;
create unique index daily_outreach_items_step_key on daily_outreach_items (org_id, enrollment_id, step_id) where enrollment_id is not null;
create unique index daily_outreach_items_lead_key on daily_outreach_items (org_id, batch_id, lead_id) where enrollment_id is null;
create index daily_outreach_items_batch_idx on daily_outreach_items (org_id, batch_id, status);
create index daily_outreach_items_lead_idx on daily_outreach_items (org_id, lead_id);
select make_tenant_table('daily_outreach_items', 'select, insert');
grant update (subject, body, tone, status, skip_reason, snoozed_until, sent_at, done_at, communication_id, version, updated_at)
  on daily_outreach_items to touchline_app;

-- What is done stays done.
create function keep_done_item() returns trigger language plpgsql as $$
begin
  raise exception 'this item was done' using errcode = 'TL142';
end $$;
create trigger keep_done_item before update on daily_outreach_items for each row
  when (old.status <> 'open' and new.status is distinct from old.status) execute function keep_done_item();

-- Who leaves a sequence leaves nothing behind that it asked for.
create function withdraw_items() returns trigger language plpgsql as $$
begin
  update daily_outreach_items set status = 'withdrawn', done_at = new.ended_at, version = version + 1, updated_at = new.ended_at
  where org_id = new.org_id and enrollment_id = new.id and status = 'open';
  return null;
end $$;
create trigger withdraw_items after update of ended_at on lead_sequence_enrollments for each row
  when (new.ended_at is not null and old.ended_at is null) execute function withdraw_items();

-- A person who was erased, or purged with the lead, leaves no prepared text behind.
create function erase_items() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update daily_outreach_items set subject = null, body = null, why = 'erased', updated_at = new.updated_at
  where org_id = new.org_id and lead_id = new.id;
  return null;
end $$;
create trigger erase_items after update of last_name on leads for each row
  when (new.last_name in ('Erased person', 'Purged lead') and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function erase_items();
