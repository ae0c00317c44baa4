-- Bulk actions: one change of many leads, row by row, each row once, and back again.
create table bulk_actions (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  started_by uuid not null,
  action text not null,
  details jsonb not null,
  chosen jsonb not null,
  state text default 'collecting' not null,
  collected_to text,
  total integer default 0 not null,
  changed integer default 0 not null,
  unchanged integer default 0 not null,
  refused integer default 0 not null,
  finished_at timestamptz,
  ended_by uuid,
  failure text,
  undo_entry_id uuid,
  undo_state text,
  undo_started_at timestamptz,
  undo_finished_at timestamptz,
  restored integer default 0 not null,
  kept integer default 0 not null,
  constraint bulk_actions_org_id_id_pk primary key (org_id, id),
  constraint bulk_actions_action_check check (action in ('assign', 'add_tags', 'remove_tags', 'change_status', 'do_not_contact', 'delete')),
  constraint bulk_actions_state_check check (state in ('collecting', 'running', 'done', 'cancelled', 'failed')),
  constraint bulk_actions_finished_check check ((finished_at is null) = (state in ('collecting', 'running'))),
  constraint bulk_actions_undo_state_check check (undo_state is null or (undo_state in ('running', 'done', 'failed') and undo_entry_id is not null)),
  constraint bulk_actions_counts_check check (least(changed, unchanged, refused) >= 0 and changed + unchanged + refused <= total and restored + kept <= changed),
  constraint bulk_actions_started_by_fk foreign key (org_id, started_by) references memberships (org_id, user_id),
  constraint bulk_actions_ended_by_fk foreign key (org_id, ended_by) references memberships (org_id, user_id),
  constraint bulk_actions_undo_entry_fk foreign key (org_id, undo_entry_id) references undo_entries (org_id, id)
);
create index bulk_actions_newest_idx on bulk_actions (org_id, created_at desc, id desc);
create index bulk_actions_mine_idx on bulk_actions (org_id, started_by, created_at desc, id desc);
select make_tenant_table('bulk_actions', 'select, insert');
grant update (state, collected_to, total, changed, unchanged, refused, finished_at, ended_by, failure, undo_entry_id, undo_state, undo_started_at,
  undo_finished_at, restored, kept, updated_at) on bulk_actions to touchline_app;

create table bulk_action_rows (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  bulk_action_id uuid not null,
  position integer not null,
  lead_id uuid,
  asked_for text,
  outcome text,
  reason text,
  before jsonb,
  version_after integer,
  done_at timestamptz,
  undo_outcome text,
  undo_reason text,
  constraint bulk_action_rows_org_id_id_pk primary key (org_id, id),
  constraint bulk_action_rows_lead_check check ((lead_id is null) = (asked_for is not null)),
  constraint bulk_action_rows_outcome_check check (outcome in ('changed', 'unchanged', 'refused') and (outcome = 'refused') = (reason is not null)),
  constraint bulk_action_rows_done_check check ((outcome is null) = (done_at is null)),
  constraint bulk_action_rows_changed_check check ((outcome = 'changed') is not true or (lead_id is not null and before is not null)),
  constraint bulk_action_rows_undo_check check (undo_outcome is null
    or (undo_outcome in ('restored', 'kept') and outcome = 'changed' and (undo_outcome = 'kept') = (undo_reason is not null))),
  constraint bulk_action_rows_action_fk foreign key (org_id, bulk_action_id) references bulk_actions (org_id, id),
  constraint bulk_action_rows_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint bulk_action_rows_lead_key unique (org_id, bulk_action_id, lead_id),
  constraint bulk_action_rows_position_key unique (org_id, bulk_action_id, position)
);
create index bulk_action_rows_open_idx on bulk_action_rows (org_id, bulk_action_id, position) where outcome is null;
create index bulk_action_rows_undo_idx on bulk_action_rows (org_id, bulk_action_id, position) where outcome = 'changed' and undo_outcome is null;
create index bulk_action_rows_lead_idx on bulk_action_rows (org_id, lead_id) where lead_id is not null;
select make_tenant_table('bulk_action_rows', 'select, insert');
grant update (outcome, reason, before, version_after, done_at, undo_outcome, undo_reason, updated_at) on bulk_action_rows to touchline_app;

-- Each row is done once, and taken back once.
create function keep_bulk_outcome() returns trigger language plpgsql as $$
begin
  if old.outcome is not null and (new.outcome, new.reason, new.before, new.version_after, new.done_at)
      is distinct from (old.outcome, old.reason, old.before, old.version_after, old.done_at) then
    raise exception 'this row is done' using errcode = 'TL082';
  end if;
  if old.undo_outcome is not null then
    raise exception 'this row was taken back' using errcode = 'TL082';
  end if;
  return new;
end $$;
create trigger keep_bulk_outcome before update on bulk_action_rows for each row execute function keep_bulk_outcome();

-- As in 0003; and a move may be taken back while it is the newest, although no way leads there.
create or replace function apply_status_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  lead record;
  move record;
  taken_back boolean := false;
begin
  select status, status_changed_at into lead from leads where org_id = new.org_id and id = new.lead_id for no key update;
  if new.from_status is not null and new.from_status <> lead.status then
    raise exception 'the lead is % by now, not %', lead.status, new.from_status using errcode = 'TL021';
  end if;
  new.from_status := lead.status;
  if new.trigger = 'undo' then
    select h.from_status = new.to_status and h.to_status = lead.status and h.trigger <> 'undo' into taken_back from lead_status_history h
    where h.org_id = new.org_id and h.lead_id = new.lead_id order by h.at desc, h.id desc limit 1;
  end if;
  if taken_back is not true then
    select * into move from lead_status_transitions where from_status = lead.status and to_status = new.to_status;
    if not found then
      raise exception 'a lead cannot go from % to %', lead.status, new.to_status using errcode = 'TL020';
    end if;
    if move.needs_reason and coalesce(btrim(new.reason), '') = '' then
      raise exception 'going from % to % needs a reason', lead.status, new.to_status using errcode = 'TL022';
    end if;
  end if;
  new.seconds_in_previous := greatest(0, extract(epoch from new.at - lead.status_changed_at))::bigint;
  update leads set status = new.to_status, status_changed_at = greatest(new.at, lead.status_changed_at), updated_at = new.at
    where org_id = new.org_id and id = new.lead_id;
  return new;
end $$;
