-- Whether somebody holds a slot is asked by its key, which the exclusion constraint's index answers twenty times more slowly.
create index contact_guards_key_idx on contact_guards (org_id, scope_key);

-- Called by the application and by functions of the owner: as whichever called it, its plan was made anew each time.
alter function is_shared_point(text, text) security definer set search_path = public, pg_temp;
revoke execute on function is_shared_point(text, text) from public;
grant execute on function is_shared_point(text, text) to touchline_app;

-- The guard's question asks for these itself: as functions they were made ready for every lead anew.
drop function recent_at_company(uuid, uuid[], text[], text[], timestamptz, integer), recent_to_person(uuid, timestamptz, integer, integer);
