-- A lead that changes hands takes along what its old owner still had to do there: a step that a sequence asked for, a task that was taken on,
-- whom the day meant to write to. It stands in the new owner's day, once; what their day has already is withdrawn. What a sequence does next,
-- it does in the new owner's name, and asks them. A lead that is nobody's leaves all of it where it stands.
create or replace function move_with_owner() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare today uuid;
begin
  update threads t set owner_id = new.to_user_id, updated_at = new.at
  where t.org_id = new.org_id and t.lead_id = new.lead_id and t.owner_id = new.from_user_id;
  delete from outreach_claims c where c.org_id = new.org_id and c.lead_id = new.lead_id and c.user_id = new.from_user_id;
  if new.to_user_id is null then return null; end if;
  update lead_sequence_enrollments e set sender_id = new.to_user_id, updated_at = new.at
  where e.org_id = new.org_id and e.lead_id = new.lead_id and e.sender_id = new.from_user_id and e.ended_at is null;
  if not exists (select from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
      where i.org_id = new.org_id and i.lead_id = new.lead_id and i.status = 'open' and b.user_id = new.from_user_id) then
    return null;
  end if;
  insert into daily_outreach_batches (org_id, user_id, day, capacity, created_at, updated_at)
  select m.org_id, m.user_id, (new.at at time zone coalesce(m.timezone, o.timezone))::date, m.capacity, new.at, new.at
  from memberships m join organizations o on o.id = m.org_id where m.org_id = new.org_id and m.user_id = new.to_user_id
  on conflict (org_id, user_id, day) do update set updated_at = excluded.updated_at returning id into today;
  with held as (
    select i.id, i.enrollment_id is null and i.suggestion_id is null and (
        row_number() over (partition by i.enrollment_id is null and i.suggestion_id is null order by b.day desc, i.id) > 1
        or exists (select from daily_outreach_items o join daily_outreach_batches p on p.org_id = o.org_id and p.id = o.batch_id
          where o.org_id = i.org_id and o.lead_id = i.lead_id and p.user_id = new.to_user_id and (o.status = 'open' or p.id = today))) as known
    from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
    where i.org_id = new.org_id and i.lead_id = new.lead_id and i.status = 'open' and b.user_id = new.from_user_id)
  update daily_outreach_items i set version = i.version + 1, updated_at = new.at,
    batch_id = case when held.known then i.batch_id else today end,
    status = case when held.known then 'withdrawn' else i.status end, done_at = case when held.known then new.at end
  from held where i.org_id = new.org_id and i.id = held.id;
  return null;
end $$;
