create function recent_at_company(p_lead uuid, p_companies uuid[], p_domains text[], p_norms text[], p_at timestamptz, p_days integer)
returns setof communications language plpgsql stable rows 2 as $$
declare
  newest communications;
  since timestamptz := p_at - make_interval(days => p_days);
begin
  if p_days <= 0 or cardinality(p_companies) + cardinality(p_domains) = 0 then return; end if;
  for nth in 1..2 loop
    select x.* into newest from (
      select n.* from unnest(p_companies) k cross join lateral (
        select c.* from communications c where c.org_id = current_org_id() and c.company_id = k and c.direction = 'outbound'
          and c.occurred_at > since and c.occurred_at <= p_at and c.lead_id <> p_lead and (c.to_norm = any (p_norms)) is not true and is_attempt(c)
          and c.guard_kind <> 'reply' and (nth = 1 or c.user_id is distinct from newest.user_id) order by c.occurred_at desc limit 1) n
      union all
      select n.* from unnest(p_domains) k cross join lateral (
        select c.* from communications c where c.org_id = current_org_id() and c.corporate_domain = k and c.direction = 'outbound'
          and c.occurred_at > since and c.occurred_at <= p_at and c.lead_id <> p_lead and (c.to_norm = any (p_norms)) is not true and is_attempt(c)
          and c.guard_kind <> 'reply' and (nth = 1 or c.user_id is distinct from newest.user_id) order by c.occurred_at desc limit 1) n) x
    order by x.occurred_at desc limit 1;
    if newest.id is null then return; end if;
    return next newest;
  end loop;
end $$;

create function recent_to_person(p_lead uuid, p_at timestamptz, p_days integer, p_most integer) returns setof uuid
language plpgsql stable rows 4 as $$
declare since timestamptz := p_at - make_interval(days => p_days);
begin
  if p_most <= 0 then return; end if;
  return query
    select x.id from (
      (select n.id, n.occurred_at from communications n where n.org_id = current_org_id() and n.lead_id = p_lead
         and n.occurred_at > since and n.occurred_at <= p_at and is_attempt(n) and n.guard_kind <> 'reply'
       order by n.occurred_at desc limit p_most)
      union
      select n.id, n.occurred_at from contact_points p
        join channels ch on ch.org_id = p.org_id and ch.address_kind = p.kind and ch.counts_as_contact
        cross join lateral (
          select n.id, n.occurred_at from communications n where n.org_id = p.org_id and n.to_norm = p.norm and n.channel = ch.code
            and n.occurred_at > since and n.occurred_at <= p_at and is_attempt(n) and n.guard_kind <> 'reply'
          order by n.occurred_at desc limit p_most) n
      where p.org_id = current_org_id() and p.lead_id = p_lead and not p.shared) x
    order by x.occurred_at desc limit p_most;
end $$;

revoke execute on function is_shared_point(text, text) from touchline_app;
grant execute on function is_shared_point(text, text) to public;
alter function is_shared_point(text, text) security invoker reset search_path;
drop index contact_guards_key_idx;
