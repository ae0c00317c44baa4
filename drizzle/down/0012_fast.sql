drop function refresh_statistics();
set local role touchline_search;
drop function search_leads(text, integer);
reset role;
create function search_leads(query text, max_candidates integer) returns table (id uuid, rank real)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  words text[] := (select array_agg('%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from (
    select w from regexp_split_to_table(btrim(fold(query)), '\s+') w where w <> '' limit 8) x);
begin
  return query
    select s.id, similarity(s.document, fold(query)) from lead_search s
    where s.org_id = current_org_id() and s.document like all (words)
    limit max_candidates;
end $$;
revoke execute on function search_leads(text, integer) from public;
grant execute on function search_leads(text, integer) to touchline_app;
alter function search_leads(text, integer) owner to touchline_search;
