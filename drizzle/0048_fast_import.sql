-- An import brings a thousand addresses at once: whether one of them is shared is asked once for all of them.
drop trigger inherit_shared on contact_points;
create or replace function inherit_shared() returns trigger language plpgsql as $$
begin
  update contact_points p set shared = true from new_rows n
  where p.org_id = n.org_id and p.id = n.id and not n.shared and exists (
    select from contact_points s where s.org_id = n.org_id and s.kind = n.kind and s.norm = n.norm and s.shared);
  return null;
end $$;
create trigger inherit_shared after insert on contact_points referencing new table as new_rows for each statement execute function inherit_shared();
