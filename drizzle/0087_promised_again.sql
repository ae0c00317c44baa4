-- A step whose message was cancelled before it left may be promised again: who paused a sequence lost it else. It leaves once all the same,
-- since a message that was cancelled never leaves.
create unique index communications_promised_key on communications (org_id, enrollment_id, step_id)
  where enrollment_id is not null and status <> 'cancelled';
drop index communications_step_key;
alter index communications_promised_key rename to communications_step_key;
