create or replace function keep_done_item() returns trigger language plpgsql as $$
begin
  raise exception 'this item was done' using errcode = 'TL142';
end $$;
