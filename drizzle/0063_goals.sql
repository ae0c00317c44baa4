-- What a member wants to reach in a day, for themselves unless they share it; and days that are filled with whom scores speak for.
create table member_goals (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  user_id uuid not null,
  touches integer,
  people integer,
  calls integer,
  shared boolean default false not null,
  constraint member_goals_org_id_id_pk primary key (org_id, id),
  constraint member_goals_user_key unique (org_id, user_id),
  constraint member_goals_check check (least(touches, people, calls) >= 1 and greatest(touches, people, calls) <= 500),
  constraint member_goals_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id)
);
select make_tenant_table('member_goals', 'select, insert');
grant update (touches, people, calls, shared, updated_at) on member_goals to touchline_app;

alter table daily_outreach_items drop constraint daily_outreach_items_reason_check;
alter table daily_outreach_items add constraint daily_outreach_items_reason_check
  check (reason in ('reply', 'follow_up', 'sequence', 'score', 'segment'));
-- The most promising of a rep, however many leads are theirs.
create index leads_promising_idx on leads (org_id, owner_id, score desc, id) where priority_tier in ('hot', 'warm') and deleted_at is null;
