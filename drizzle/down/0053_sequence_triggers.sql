drop trigger erase_decisions on leads;
drop function erase_decisions();
drop table sequence_triggerings;
alter table nurture_sequences drop column trigger, drop column trigger_since, drop column paused_with_all;
