-- What was taken on stays in the day as what somebody has to look at; two of one lead in one day cannot, so the later one goes.
alter table daily_outreach_items no force row level security;
delete from daily_outreach_items i where i.suggestion_id is not null and exists (
  select from daily_outreach_items o where o.org_id = i.org_id and o.batch_id = i.batch_id and o.lead_id = i.lead_id and o.enrollment_id is null
    and o.id <> i.id and (o.suggestion_id is null or o.id < i.id));
alter table daily_outreach_items drop constraint daily_outreach_items_suggestion_check;
update daily_outreach_items set reason = 'segment' where reason = 'suggestion';
alter table daily_outreach_items force row level security;
drop index daily_outreach_items_lead_key;
create unique index daily_outreach_items_lead_key on daily_outreach_items (org_id, batch_id, lead_id) where enrollment_id is null;
drop index daily_outreach_items_suggestion_key;
alter table daily_outreach_items drop constraint daily_outreach_items_reason_check, drop column suggestion_id;
alter table daily_outreach_items add constraint daily_outreach_items_reason_check
  check (reason in ('reply', 'follow_up', 'sequence', 'score', 'segment'));
