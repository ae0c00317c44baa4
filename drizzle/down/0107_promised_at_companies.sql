create or replace function people_in_play(p_lead uuid, p_companies uuid[], p_at timestamptz, p_days integer, p_most integer, out others integer, out itself boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  since timestamptz := p_at - make_interval(days => p_days);
begin
  select count(*) into others from (
    select from leads l where l.org_id = current_org_id() and l.company_id = any (p_companies) and l.deleted_at is null
      and l.id <> p_lead and l.last_contacted_at > since and l.status not in ('lost', 'unqualified', 'converted') limit p_most) counted;
  itself := exists (select from leads l where l.org_id = current_org_id() and l.id = p_lead and l.last_contacted_at > since);
end $$;
