-- As before 0091.
do $change$
declare
  was text := pg_get_functiondef('outreach_facts(uuid[])'::regprocedure);
  now_key text := replace(was, 'c.lead_id || coalesce(c.thread_id::text, c.channel) as key', 'coalesce(c.thread_id::text, c.lead_id || c.channel) as key');
begin
  if now_key = was then raise exception 'outreach_facts is not the one that 0077 left'; end if;
  execute now_key;
end
$change$;
