-- Who gets a lead that arrives without an owner: rules with a rotation, and what moves along when a lead changes hands.

create table assignment_rules (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, position integer not null, strategy text not null default 'round_robin', active boolean not null default true,
  sources text[] not null default '{}', statuses text[] not null default '{}', hours jsonb, version integer not null default 1,
  archived_at timestamptz,
  constraint assignment_rules_org_id_id_pk primary key (org_id, id),
  constraint assignment_rules_strategy_check check (strategy in ('round_robin')),
  constraint assignment_rules_hours_check check (hours is null or jsonb_typeof(hours) = 'object'),
  constraint assignment_rules_archived_check check (archived_at is null or not active));
create index assignment_rules_position_idx on assignment_rules (org_id, position, id) where archived_at is null;
select make_tenant_table('assignment_rules', 'select, insert, update');

-- Whose turn it is: the smallest turn is next. A member's place in the rotation lives and is counted here, nowhere else.
create table assignment_members (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  rule_id uuid not null, user_id uuid not null, daily_cap integer, turn bigint not null default 0, given_on date, given integer not null default 0,
  constraint assignment_members_org_id_id_pk primary key (org_id, id),
  constraint assignment_members_key unique (org_id, rule_id, user_id),
  constraint assignment_members_cap_check check (daily_cap >= 1),
  constraint assignment_members_rule_fk foreign key (org_id, rule_id) references assignment_rules (org_id, id),
  constraint assignment_members_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
select make_tenant_table('assignment_members', 'select, insert, update, delete');

alter table lead_assignments add column rule_id uuid;
alter table lead_assignments drop constraint lead_assignments_strategy_check;
alter table lead_assignments
  add constraint lead_assignments_strategy_check check (strategy in ('manual', 'hand_over', 'round_robin')),
  add constraint lead_assignments_rule_check check ((strategy = 'round_robin') = (rule_id is not null)),
  add constraint lead_assignments_rule_fk foreign key (org_id, rule_id) references assignment_rules (org_id, id);

-- The next in turn of a rule, or nobody: no member is active and below the cap of the day. The lock on the rule makes arrivals at one
-- moment come one after the other, so that turns are never skipped or given twice.
create function take_turn(p_rule uuid, p_day date) returns uuid language plpgsql as $$
declare chosen uuid;
begin
  perform from assignment_rules r where r.org_id = current_org_id() and r.id = p_rule and r.active for no key update;
  if not found then return null; end if;
  update assignment_members m set turn = (select max(o.turn) + 1 from assignment_members o where o.org_id = m.org_id and o.rule_id = m.rule_id),
    given_on = p_day, given = case when m.given_on = p_day then m.given + 1 else 1 end
  where m.org_id = current_org_id() and m.id = (
    select c.id from assignment_members c join memberships k on k.org_id = c.org_id and k.user_id = c.user_id and k.active
    where c.org_id = current_org_id() and c.rule_id = p_rule and (c.daily_cap is null or c.given_on is distinct from p_day or c.given < c.daily_cap)
    order by c.turn, c.id limit 1)
  returning m.user_id into chosen;
  return chosen;
end $$;

-- A lead that changes hands takes its conversations along, so that the new owner is told of replies; what the old owner was writing there
-- no longer keeps the new one from writing.
create function move_with_owner() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update threads t set owner_id = new.to_user_id, updated_at = new.at
  where t.org_id = new.org_id and t.lead_id = new.lead_id and t.owner_id = new.from_user_id;
  delete from outreach_claims c where c.org_id = new.org_id and c.lead_id = new.lead_id and c.user_id = new.from_user_id;
  return null;
end $$;
create trigger move_with_owner after insert on lead_assignments for each row when (new.from_user_id is not null)
  execute function move_with_owner();

alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned',
  'lead_moved', 'slot_overridden', 'message_blocked', 'message_stopped', 'slot_asked', 'hand_over_asked', 'hand_over_decided', 'note_mentioned'));
