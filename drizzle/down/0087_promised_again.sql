-- Of steps that were promised again, the cancelled message is no longer the step's.
alter table communications no force row level security;
update communications c set enrollment_id = null, step_id = null
where c.status = 'cancelled' and c.enrollment_id is not null and exists (select from communications o
  where o.org_id = c.org_id and o.enrollment_id = c.enrollment_id and o.step_id = c.step_id and o.id <> c.id);
alter table communications force row level security;
create unique index communications_once_key on communications (org_id, enrollment_id, step_id) where enrollment_id is not null;
drop index communications_step_key;
alter index communications_once_key rename to communications_step_key;
