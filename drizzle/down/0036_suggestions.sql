drop trigger erase_suggestions on leads;
drop function erase_suggestions();
drop table suggestions;
drop function guard_suggestions();
create or replace function follow_score() returns trigger language plpgsql as $$
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
