-- What enrolls people by itself: one cause enrolls a person once, and what was there before it was switched on enrolls nobody.

alter table nurture_sequences
  add column trigger jsonb, add column trigger_since timestamptz, add column paused_with_all boolean not null default false,
  add constraint nurture_sequences_trigger_check check (trigger is null or jsonb_typeof(trigger) = 'object');
grant update (trigger, trigger_since, paused_with_all) on nurture_sequences to touchline_app;

create table sequence_triggerings (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  sequence_id uuid not null, lead_id uuid not null, cause_id uuid not null, kind text not null, at timestamptz not null, outcome text not null,
  code text, reason text, enrollment_id uuid, left_at timestamptz,
  constraint sequence_triggerings_org_id_id_pk primary key (org_id, id),
  constraint sequence_triggerings_kind_check check (kind in ('lead_created', 'imported', 'api', 'status_changed', 'tag_added', 'segment_entered')),
  constraint sequence_triggerings_outcome_check check (outcome in ('known', 'enrolled', 'refused')),
  constraint sequence_triggerings_enrolled_check check ((outcome = 'enrolled') = (enrollment_id is not null)),
  constraint sequence_triggerings_refused_check check ((outcome = 'refused') = (reason is not null)),
  constraint sequence_triggerings_cause_key unique (org_id, sequence_id, lead_id, cause_id),
  constraint sequence_triggerings_sequence_fk foreign key (org_id, sequence_id) references nurture_sequences (org_id, id),
  constraint sequence_triggerings_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint sequence_triggerings_enrollment_fk foreign key (org_id, enrollment_id) references lead_sequence_enrollments (org_id, id));
-- Who is inside the segment of a trigger; who leaves it and comes again has entered it again.
create unique index sequence_triggerings_inside_key on sequence_triggerings (org_id, sequence_id, lead_id)
  where kind = 'segment_entered' and left_at is null;
create index sequence_triggerings_sequence_idx on sequence_triggerings (org_id, sequence_id, at desc, id desc);
create index sequence_triggerings_lead_idx on sequence_triggerings (org_id, lead_id);
select make_tenant_table('sequence_triggerings', 'select, insert');
grant update (left_at, updated_at) on sequence_triggerings to touchline_app;

-- A person who was erased, or purged with the lead, leaves no words of a decision behind: they may quote what somebody wrote.
create function erase_decisions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update enrollment_events v set reason = 'erased', updated_at = new.updated_at
  from lead_sequence_enrollments e where e.org_id = new.org_id and e.lead_id = new.id and v.org_id = e.org_id and v.enrollment_id = e.id;
  update lead_sequence_enrollments set last_reason = 'erased', updated_at = new.updated_at where org_id = new.org_id and lead_id = new.id;
  update sequence_triggerings set reason = 'erased', updated_at = new.updated_at
  where org_id = new.org_id and lead_id = new.id and reason is not null;
  return null;
end $$;
create trigger erase_decisions after update of last_name on leads for each row
  when (new.last_name in ('Erased person', 'Purged lead') and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function erase_decisions();
