-- What a member has not read, by mail in the morning: when it is due and how far it was told.
create table notification_digests (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, wanted boolean not null default true, next_at timestamptz, told_position bigint not null default 0,
  constraint notification_digests_org_id_id_pk primary key (org_id, id),
  constraint notification_digests_key unique (org_id, user_id),
  constraint notification_digests_wanted_check check (wanted or next_at is null),
  constraint notification_digests_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
create index notification_digests_due_idx on notification_digests (org_id, next_at) where next_at is not null;
select make_tenant_table('notification_digests', 'select, insert');
grant update (wanted, next_at, told_position, updated_at) on notification_digests to touchline_app;
create policy due on notification_digests for select to touchline_jobs using (true);
grant select (org_id, id, user_id, next_at) on notification_digests to touchline_jobs;
