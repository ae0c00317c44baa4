-- What was logged by hand and read later counts twice again, as before 0097.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    update communications set read_as_id = null where read_as_id is not null;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
do $change$
declare
  was text := pg_get_functiondef('unmerge_lead(uuid, uuid, timestamptz)'::regprocedure);
  less text := replace(was, '  select array_agg(distinct t.id) into found_now from communications c join threads t on t.org_id = org and t.id = c.thread_id
  where c.org_id = org and c.lead_id in (m.from_id, m.into_id) and t.lead_id <> c.lead_id;
  update communications c set thread_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id) and c.thread_id = any (found_now)
    and exists (select from threads t where t.org_id = org and t.id = c.thread_id and t.lead_id <> c.lead_id);
  update communications c set read_as_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id)
    and exists (select from communications p where p.org_id = org and p.id = c.read_as_id and p.lead_id <> c.lead_id);
  perform recompute_thread_summary(found_now);
', '');
begin
  if less = was then raise exception 'unmerge_lead is not the one that 0097 left'; end if;
  execute less;
end
$change$;
drop trigger forget_reply_evidence on communications;
drop trigger take_as_read on communications;
drop trigger take_new_as_read on communications;
drop function forget_reply_evidence();
drop function take_as_read();
drop index communications_read_as_key;
alter table communications drop column read_as_id, drop column reply_class, drop column reply_evidence, drop column reply_class_by,
  drop constraint communications_mail_kind_check,
  add constraint communications_mail_kind_check check (mail_kind is null or (direction = 'inbound' and mail_kind in
    ('auto_reply', 'out_of_office', 'bounce', 'complaint', 'list', 'other'))) not valid;
alter table communications validate constraint communications_mail_kind_check;
