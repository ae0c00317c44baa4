-- What was approved and sends nothing stands in somebody's day until it is done: one item for one suggestion.
alter table daily_outreach_items add column suggestion_id uuid;
alter table daily_outreach_items drop constraint daily_outreach_items_reason_check;
alter table daily_outreach_items
  add constraint daily_outreach_items_reason_check
    check (reason in ('reply', 'follow_up', 'sequence', 'score', 'segment', 'suggestion')) not valid,
  add constraint daily_outreach_items_suggestion_check check ((reason = 'suggestion') = (suggestion_id is not null)) not valid,
  add constraint daily_outreach_items_suggestion_fk foreign key (org_id, suggestion_id) references suggestions (org_id, id) not valid;
alter table daily_outreach_items validate constraint daily_outreach_items_reason_check;
alter table daily_outreach_items validate constraint daily_outreach_items_suggestion_check;
alter table daily_outreach_items validate constraint daily_outreach_items_suggestion_fk;
create unique index daily_outreach_items_suggestion_key on daily_outreach_items (org_id, suggestion_id) where suggestion_id is not null;
-- Two things about one lead may be taken on in one day, beside what the day itself asks for.
drop index daily_outreach_items_lead_key;
create unique index daily_outreach_items_lead_key on daily_outreach_items (org_id, batch_id, lead_id)
  where enrollment_id is null and suggestion_id is null;
