-- A message of ours is kept under the name by which answers, bounces and copies in a Sent folder name it: without the brackets of the header.
alter table organizations no force row level security;
alter table communications disable trigger user;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    update communications set message_id = btrim(message_id, '<>') where direction = 'outbound' and message_id like '<%.touchline.invalid>';
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table communications enable trigger user;
alter table organizations force row level security;
