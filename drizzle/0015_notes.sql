-- Notes on a lead: internal, on the timeline, never contact. Who wrote one and on which lead cannot be rewritten; its versions are events.

create table notes (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, author_id uuid not null, body text not null, mentions uuid[] not null default '{}',
  edited_at timestamptz, deleted_at timestamptz, redacted_at timestamptz,
  constraint notes_org_id_id_pk primary key (org_id, id),
  constraint notes_body_check check (char_length(body) <= 20000 and (redacted_at is null) = (btrim(body) <> '')),
  constraint notes_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint notes_author_fk foreign key (org_id, author_id) references memberships (org_id, user_id));
create index notes_lead_idx on notes (org_id, lead_id, created_at desc, id desc) where deleted_at is null;
select make_tenant_table('notes', 'select');
grant insert (org_id, id, created_at, updated_at, lead_id, author_id, body, mentions) on notes to touchline_app;
grant update (body, mentions, edited_at, deleted_at, redacted_at, updated_at) on notes to touchline_app;

alter table notifications drop constraint notifications_kind_check, add constraint notifications_kind_check
  check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned', 'slot_overridden', 'message_blocked', 'message_stopped', 'slot_asked',
    'hand_over_asked', 'hand_over_decided', 'note_mentioned'));
