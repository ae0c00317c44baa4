drop index leads_promising_idx;
update daily_outreach_items set reason = 'segment' where reason = 'score';
alter table daily_outreach_items drop constraint daily_outreach_items_reason_check;
alter table daily_outreach_items add constraint daily_outreach_items_reason_check
  check (reason in ('reply', 'follow_up', 'sequence', 'segment'));
drop table member_goals;
