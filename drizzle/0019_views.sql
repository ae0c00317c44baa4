-- A list of leads under a name, and with which of them and which columns the list opens for a person.
create table saved_views (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  owner_id uuid not null, name text not null, visibility text not null default 'private', team_id uuid, query jsonb not null default '{}',
  position integer not null default 0, version integer not null default 1, deleted_at timestamptz,
  constraint saved_views_org_id_id_pk primary key (org_id, id),
  constraint saved_views_visibility_check check (visibility in ('private', 'team', 'public')),
  constraint saved_views_team_check check ((visibility = 'team') = (team_id is not null)),
  constraint saved_views_name_check check (name = btrim(name) and length(name) between 1 and 80),
  constraint saved_views_query_check check (jsonb_typeof(query) = 'object'),
  constraint saved_views_owner_fk foreign key (org_id, owner_id) references memberships (org_id, user_id),
  constraint saved_views_team_fk foreign key (org_id, team_id) references teams (org_id, id));
create unique index saved_views_name_key on saved_views (org_id, owner_id, lower(name)) where deleted_at is null;
create index saved_views_position_idx on saved_views (org_id, position, id) where deleted_at is null;
select make_tenant_table('saved_views', 'select, insert');
grant update (name, visibility, team_id, query, position, version, deleted_at, updated_at) on saved_views to touchline_app;

create table list_habits (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, view_id uuid, columns text,
  constraint list_habits_org_id_id_pk primary key (org_id, id),
  constraint list_habits_member_key unique (org_id, user_id),
  constraint list_habits_member_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint list_habits_view_fk foreign key (org_id, view_id) references saved_views (org_id, id));
select make_tenant_table('list_habits', 'select, insert');
grant update (view_id, columns, updated_at) on list_habits to touchline_app;
