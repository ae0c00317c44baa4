-- A conversation is of one lead, also in a thread that went to another one with a merge: what was written past it counted as one or as two,
-- whichever leads were counted together. The rest of the function stays as 0077 made it.
do $change$
declare
  was text := pg_get_functiondef('outreach_facts(uuid[])'::regprocedure);
  now_key text := replace(was, 'coalesce(c.thread_id::text, c.lead_id || c.channel) as key', 'c.lead_id || coalesce(c.thread_id::text, c.channel) as key');
begin
  if now_key = was then raise exception 'outreach_facts is not the one that 0077 left'; end if;
  execute now_key;
end
$change$;
