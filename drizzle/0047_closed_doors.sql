-- What writes summaries and the search is the triggers' own: no role calls it, though whoever did stayed in their organization.
alter function index_new_leads() security definer set search_path = public, pg_temp;
alter function index_changed_lead() security definer set search_path = public, pg_temp;
alter function index_company_leads() security definer set search_path = public, pg_temp;
revoke execute on function recompute_lead_summary(uuid[]), recompute_thread_summary(uuid[]), write_lead_search(uuid[]) from public;
revoke execute on function people_in_play(uuid, uuid[], timestamptz, integer, integer) from public;
grant execute on function people_in_play(uuid, uuid[], timestamptz, integer, integer) to touchline_app;
