drop trigger guard_automatic on suggestions;
drop function guard_automatic();
drop index suggestions_automatic_idx;
alter table suggestions drop column automatic;
drop function autonomy_of(uuid, text);
drop table autonomy_settings;
