revoke execute on function people_in_play(uuid, uuid[], timestamptz, integer, integer) from touchline_app;
grant execute on function people_in_play(uuid, uuid[], timestamptz, integer, integer) to public;
grant execute on function recompute_lead_summary(uuid[]), recompute_thread_summary(uuid[]), write_lead_search(uuid[]) to public;
alter function index_company_leads() security invoker reset search_path;
alter function index_changed_lead() security invoker reset search_path;
alter function index_new_leads() security invoker reset search_path;
