-- The event spine: inserted without a position; the sealer alone gives position and hash, once.
create policy seal on events for all to touchline_jobs using (true) with check (true);
grant select, update (position, prev_hash, hash) on events to touchline_jobs;
create policy verify on event_payloads for select to touchline_jobs using (true);
grant select on event_payloads to touchline_jobs;
create policy seal on event_heads for all to touchline_jobs using (true) with check (true);
grant select, insert, update on event_heads to touchline_jobs;

create function keep_sealed() returns trigger language plpgsql as $$
begin
  if old.position is not null then
    raise exception 'a sealed event is never rewritten' using errcode = 'TL050';
  end if;
  return new;
end $$;
create trigger keep_sealed before update on events for each row execute function keep_sealed();
