drop trigger follow_score on leads;
drop trigger follow_score_of_new on leads;
drop function follow_score();
drop index leads_scored_idx;
alter table leads drop column priority_tier, drop column fit_score, drop column engagement_score, drop column score_factors,
  drop column signals, drop column last_scored_at, drop column score_given;
alter table leads add column priority_tier text generated always as
  (case when score >= 75 then 'hot' when score >= 50 then 'warm' when score >= 25 then 'cold' when score is not null then 'dormant' end) stored;
drop function tier_floor(text);
drop table lead_score_history;
drop table scoring_models;
