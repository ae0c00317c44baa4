drop trigger inherit_shared on contact_points;
create or replace function inherit_shared() returns trigger language plpgsql as $$
begin
  new.shared := new.shared or is_shared_point(new.kind, new.norm);
  return new;
end $$;
create trigger inherit_shared before insert on contact_points for each row execute function inherit_shared();
