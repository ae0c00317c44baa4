-- What a sequence promised and has not left does not go out behind an answer: in the transaction that stores the answer, whoever stores it.
create function cancel_answered() returns trigger language plpgsql as $$
begin
  update communications c set status = 'cancelled', error_message = 'They answered before it went out.', updated_at = new.created_at
  where c.org_id = new.org_id and c.lead_id = new.lead_id and c.status = 'queued' and c.enrollment_id is not null;
  return null;
end $$;
create trigger cancel_answered after insert on communications for each row when (new.direction = 'inbound') execute function cancel_answered();
