create or replace function move_with_owner() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update threads t set owner_id = new.to_user_id, updated_at = new.at
  where t.org_id = new.org_id and t.lead_id = new.lead_id and t.owner_id = new.from_user_id;
  delete from outreach_claims c where c.org_id = new.org_id and c.lead_id = new.lead_id and c.user_id = new.from_user_id;
  return null;
end $$;
