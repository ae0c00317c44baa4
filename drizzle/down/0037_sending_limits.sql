alter table mailboxes drop column counted_since;
alter table organizations drop column sending_paused_at, drop column sending_paused_reason, drop column sending_counted_since;
