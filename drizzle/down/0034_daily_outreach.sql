drop trigger erase_items on leads;
drop trigger withdraw_items on lead_sequence_enrollments;
drop table daily_outreach_items, daily_outreach_batches;
drop function keep_done_item(), erase_items(), withdraw_items();
alter table sequence_steps drop constraint sequence_steps_template_check, drop constraint sequence_steps_template_fk;
alter table sequence_steps drop column template_id, drop column template_version;
