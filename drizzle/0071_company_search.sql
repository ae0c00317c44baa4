-- Companies by what is typed of their names and domains: words in any order, accents and case forgiven, one of a letter or two where a word
-- begins. Every search read every company; now the trigrams of name and domain say which.
create function company_words(name text, domain text) returns text language sql immutable parallel safe as $$
  select ' ' || public.fold(name) || ' ' || coalesce(domain, '') $$;
create index companies_words_idx on companies using gin (org_id, company_words(name, domain) gin_trgm_ops);

-- Trigram operators are not leakproof, so this runs as the role that searches; the organization of the setting is the first condition.
-- What more than a thousand companies have is soon met along their names; the index would bring them all and sort them.
create function search_companies(p_query text, p_after text, p_after_id uuid, p_most integer) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  w text[] := array(select case when length(word) < 3 then '% ' else '%' end || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(btrim(fold(p_query)), '\s+') word where word <> '' limit 8);
  found uuid[];
begin
  if w = '{}' then return; end if;
  found := array(
    select c.id from companies c where c.org_id = current_org_id() and company_words(c.name, c.domain) like w[1]
      and company_words(c.name, c.domain) like coalesce(w[2], '%') and company_words(c.name, c.domain) like coalesce(w[3], '%')
      and company_words(c.name, c.domain) like coalesce(w[4], '%') and company_words(c.name, c.domain) like coalesce(w[5], '%')
      and company_words(c.name, c.domain) like coalesce(w[6], '%') and company_words(c.name, c.domain) like coalesce(w[7], '%')
      and company_words(c.name, c.domain) like coalesce(w[8], '%') limit 1001);
  if cardinality(found) <= 1000 then
    return query select c.id from companies c where c.org_id = current_org_id() and c.id = any (found)
      and (p_after is null or (lower(c.name), c.id) > (p_after, p_after_id)) order by lower(c.name), c.id limit p_most;
  else
    return query select c.id from companies c where c.org_id = current_org_id() and (lower(c.name), c.id) > (coalesce(p_after, ''), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      and company_words(c.name, c.domain) || '' like all (w) order by lower(c.name), c.id limit p_most;
  end if;
end $$;
-- Rights first: once it is handed over, a REVOKE by touchline_owner only warns that it did nothing.
revoke execute on function search_companies(text, text, uuid, integer) from public;
grant execute on function search_companies(text, text, uuid, integer) to touchline_app;
alter function search_companies(text, text, uuid, integer) owner to touchline_search;
