-- Texts in the ledger stay; those that were no lead's would be looked at as mail.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    delete from inbound_messages where channel = 'sms' and state <> 'matched';
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
alter table inbound_messages drop column channel;
