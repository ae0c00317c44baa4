drop trigger recount_after_zone on organizations;
drop function ask_for_recount();
alter table organizations drop column recount_asked_at;
