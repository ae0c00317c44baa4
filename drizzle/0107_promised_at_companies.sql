-- Who is promised a message is in play as who was sent one, while it waits, while it leaves, and while nobody knows whether it arrived: what was
-- queued for three people at once stood below a ceiling of two.
create or replace function people_in_play(p_lead uuid, p_companies uuid[], p_at timestamptz, p_days integer, p_most integer, out others integer, out itself boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  since timestamptz := p_at - make_interval(days => p_days);
begin
  select count(*) into others from (
    (select l.id from leads l where l.org_id = current_org_id() and l.company_id = any (p_companies) and l.deleted_at is null
       and l.id <> p_lead and l.last_contacted_at > since and l.status not in ('lost', 'unqualified', 'converted') limit p_most)
    union
    select l.id from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
    where c.org_id = current_org_id() and c.company_id = any (p_companies) and c.direction = 'outbound' and c.occurred_at > since
      and c.status in ('queued', 'sending', 'unknown') and l.company_id = any (p_companies) and l.deleted_at is null and l.id <> p_lead
      and l.status not in ('lost', 'unqualified', 'converted')
    limit p_most) counted;
  itself := exists (select from leads l where l.org_id = current_org_id() and l.id = p_lead and l.last_contacted_at > since)
    or exists (select from communications c where c.org_id = current_org_id() and c.lead_id = p_lead and c.direction = 'outbound'
      and c.status in ('queued', 'sending', 'unknown') and c.occurred_at > since);
end $$;
