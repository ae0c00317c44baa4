create index delivery_attempts_mailbox_idx on delivery_attempts (org_id, mailbox_id, began_at) where began_at is not null;
drop index delivery_attempts_time_idx;
