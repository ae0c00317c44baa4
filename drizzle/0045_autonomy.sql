-- How far suggestions of a kind go by themselves: each person's wish, and an admin's ceiling for everybody (no user).
create table autonomy_settings (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid, action text not null, level text not null, day_limit integer not null, changed_by uuid not null,
  constraint autonomy_settings_org_id_id_pk primary key (org_id, id),
  constraint autonomy_settings_action_key unique nulls not distinct (org_id, user_id, action),
  constraint autonomy_settings_action_check check (action in ('TASK', 'REPLY', 'FOLLOW_UP', 'SEND_EMAIL', 'SCHEDULE_CALL', 'SEND_PROPOSAL')),
  constraint autonomy_settings_level_check check (level in ('off', 'suggest', 'one_click', 'automatic')),
  constraint autonomy_settings_day_limit_check check (day_limit between 0 and 200),
  constraint autonomy_settings_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint autonomy_settings_changed_by_fk foreign key (org_id, changed_by) references memberships (org_id, user_id));
select make_tenant_table('autonomy_settings', 'select, insert');
grant update (level, day_limit, changed_by, updated_at) on autonomy_settings to touchline_app;

-- What holds for a person: their wish, never above the ceiling. Nothing is automatic until an admin raises it.
create function autonomy_of(p_user uuid, p_action text) returns table (level text, day_limit integer) language sql stable as $$
  with known as (select array['off', 'suggest', 'one_click', 'automatic'] as levels,
      (select a from autonomy_settings a where a.org_id = current_org_id() and a.user_id = p_user and a.action = p_action) as mine,
      (select a from autonomy_settings a where a.org_id = current_org_id() and a.user_id is null and a.action = p_action) as most)
  select k.levels[least(array_position(k.levels, coalesce((k.mine).level, 'suggest')), array_position(k.levels, coalesce((k.most).level, 'one_click')))],
    least(coalesce((k.mine).day_limit, 20), coalesce((k.most).day_limit, 20)) from known k $$;

alter table suggestions add column automatic boolean not null default false;
grant update (automatic) on suggestions to touchline_app;

-- Nothing is carried out without a press but what its owner wanted so, within the ceiling and the limit of the day.
create function guard_automatic() returns trigger language plpgsql as $$
declare holds record; begins timestamptz; done integer;
begin
  if current_user <> 'touchline_app' then return new; end if;
  if new.status <> 'APPROVED' or old.status <> 'PENDING' then
    raise exception 'only what nobody has touched is approved automatically' using errcode = 'TL154';
  end if;
  -- Two workers at once count one after the other.
  perform pg_advisory_xact_lock(hashtextextended('automatic ' || new.org_id || new.decided_by || new.type, 12));
  select * into holds from autonomy_of(new.decided_by, new.type);
  if holds.level <> 'automatic'
    or not exists (select from leads l where l.org_id = new.org_id and l.id = new.lead_id and l.owner_id = new.decided_by) then
    raise exception 'this person does not want it automatic' using errcode = 'TL154';
  end if;
  select date_trunc('day', new.decided_at at time zone o.timezone) at time zone o.timezone into begins from organizations o where o.id = new.org_id;
  select count(*) into done from suggestions s
  where s.org_id = new.org_id and s.decided_by = new.decided_by and s.type = new.type and s.automatic and s.decided_at >= begins;
  if done >= holds.day_limit then
    raise exception 'the limit of the day is reached' using errcode = 'TL155';
  end if;
  return new;
end $$;
create trigger guard_automatic before update on suggestions for each row when (new.automatic and not old.automatic)
  execute function guard_automatic();
create index suggestions_automatic_idx on suggestions (org_id, decided_by, decided_at desc) where automatic;
