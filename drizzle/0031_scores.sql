-- Scores: what a lead's signs are worth by a model of the organization, told in words, with a history.

-- A model is never changed: another becomes the newest.
create table scoring_models (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  version integer not null, weights jsonb not null, fit_share integer not null, fit_cap integer not null, engagement_cap integer not null,
  half_life_days integer not null, hot integer not null, warm integer not null, cold integer not null, note text, created_by uuid,
  constraint scoring_models_org_id_id_pk primary key (org_id, id),
  constraint scoring_models_version_key unique (org_id, version),
  constraint scoring_models_weights_check check (jsonb_typeof(weights) = 'object'),
  constraint scoring_models_ranges_check check (version > 0 and fit_share between 0 and 100 and fit_cap between 1 and 100
    and engagement_cap between 1 and 100 and half_life_days between 1 and 365),
  constraint scoring_models_tiers_check check (0 < cold and cold < warm and warm < hot and hot <= 100),
  constraint scoring_models_by_fk foreign key (org_id, created_by) references memberships (org_id, user_id));
select make_tenant_table('scoring_models', 'select, insert');

create table lead_score_history (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, at timestamptz not null, score integer not null, previous integer, fit integer not null, engagement integer not null,
  factors jsonb not null, model_version integer not null, reason text not null,
  constraint lead_score_history_org_id_id_pk primary key (org_id, id),
  constraint lead_score_history_score_check check (score between 0 and 100 and fit between 0 and 100 and engagement between 0 and 100),
  constraint lead_score_history_reason_check check (reason in ('first', 'event', 'night', 'model', 'asked')),
  constraint lead_score_history_lead_fk foreign key (org_id, lead_id) references leads (org_id, id));
create index lead_score_history_lead_idx on lead_score_history (org_id, lead_id, at desc, id desc);
select make_tenant_table('lead_score_history', 'select, insert');

-- From which score on a lead is of a tier, by the newest model.
create function tier_floor(p_tier text) returns integer language sql stable as $$
  select coalesce(
    (select case p_tier when 'hot' then m.hot when 'warm' then m.warm when 'cold' then m.cold else 0 end
     from scoring_models m where m.org_id = current_org_id() order by m.version desc limit 1),
    case p_tier when 'hot' then 75 when 'warm' then 50 when 'cold' then 25 else 0 end) $$;

alter table leads alter column priority_tier drop expression;
alter table leads
  add column fit_score integer,
  add column engagement_score integer,
  add column score_factors jsonb not null default '[]',
  add column signals jsonb not null default '[]',
  add column last_scored_at timestamptz,
  add column score_given boolean not null default false,
  add constraint leads_tier_check check (priority_tier in ('hot', 'warm', 'cold', 'dormant')),
  add constraint leads_axes_check check (fit_score between 0 and 100 and engagement_score between 0 and 100);
-- What was there came from people and files.
update leads set score_given = true where score is not null;
create index leads_scored_idx on leads (org_id, last_scored_at nulls first) where deleted_at is null and not score_given;
grant update (fit_score, engagement_score, score_factors, signals, last_scored_at) on leads to touchline_app;

-- The tier follows the score; a score that somebody gives holds until they take it away, and only what also writes when is the model's.
create function follow_score() returns trigger language plpgsql as $$
begin
  new.priority_tier := case when new.score >= tier_floor('hot') then 'hot' when new.score >= tier_floor('warm') then 'warm'
    when new.score >= tier_floor('cold') then 'cold' when new.score is not null then 'dormant' end;
  if tg_op = 'INSERT' then
    new.score_given := new.score is not null;
  elsif new.last_scored_at is distinct from old.last_scored_at then
    if old.score_given then
      raise exception 'somebody gave this lead its score' using errcode = 'TL110';
    end if;
  elsif new.score is distinct from old.score then
    new.score_given := new.score is not null;
    new.fit_score := null;
    new.engagement_score := null;
    new.score_factors := '[]';
    new.signals := '[]';
    new.last_scored_at := null;
  end if;
  return new;
end $$;
create trigger follow_score_of_new before insert on leads for each row when (new.score is not null) execute function follow_score();
create trigger follow_score before update of score, last_scored_at on leads for each row execute function follow_score();
