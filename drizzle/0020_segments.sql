-- Conditions kept under a name, and tags with a colour of the palette.
create table segments (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  name text not null,
  filter jsonb not null,
  visibility text not null,
  owner_id uuid not null,
  last_count integer,
  counted_at timestamptz,
  version integer default 1 not null,
  constraint segments_org_id_id_pk primary key (org_id, id),
  constraint segments_visibility_check check (visibility in ('private', 'team', 'public')),
  constraint segments_name_check check (char_length(name) between 1 and 100),
  constraint segments_filter_check check (jsonb_typeof(filter) = 'object'),
  constraint segments_count_check check ((last_count is null) = (counted_at is null)),
  constraint segments_owner_fk foreign key (org_id, owner_id) references memberships (org_id, user_id)
);
create index segments_owner_idx on segments (org_id, owner_id);
select make_tenant_table('segments', 'select, insert, delete');
grant update (name, filter, visibility, last_count, counted_at, version, updated_at) on segments to touchline_app;

alter table tags add constraint tags_colour_check check (colour in ('grey', 'blue', 'green', 'amber', 'red', 'violet'));
