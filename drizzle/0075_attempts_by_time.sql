-- What left in the last hour, day or week, for the limits of mailboxes and people and for the watch over what comes back: each of these questions
-- read every attempt there ever was, and the first two are asked whenever messages are taken.
create index delivery_attempts_time_idx on delivery_attempts (org_id, coalesce(began_at, created_at));
drop index delivery_attempts_mailbox_idx;
