-- What was carried out has failed as well when its message came back, or was cancelled before it left.
create or replace function guard_suggestions() returns trigger language plpgsql as $$
begin
  if current_user <> 'touchline_app' then return new; end if;
  if old.status = 'EXECUTED' and new.status = 'FAILED'
    and to_jsonb(new) - array['status', 'error', 'updated_at'] = to_jsonb(old) - array['status', 'error', 'updated_at']
    and exists (select from communications c where c.org_id = new.org_id and c.id = new.communication_id
      and c.status in ('rejected', 'failed', 'blocked', 'bounced', 'cancelled')) then
    return new;
  end if;
  if old.status in ('REJECTED', 'EXECUTED', 'EXPIRED', 'FAILED') then
    raise exception 'this suggestion was decided' using errcode = 'TL151';
  end if;
  if new.status <> old.status and not (old.status || '>' || new.status = any (array['DRAFT>PENDING', 'DRAFT>EXPIRED',
      'PENDING>MODIFIED', 'PENDING>REJECTED', 'PENDING>EXPIRED', 'PENDING>APPROVED', 'MODIFIED>REJECTED', 'MODIFIED>EXPIRED', 'MODIFIED>APPROVED',
      'APPROVED>EXECUTED', 'APPROVED>FAILED'])) then
    raise exception 'a suggestion cannot go from % to %', old.status, new.status using errcode = 'TL152';
  end if;
  if new.content is distinct from old.content and (new.status <> 'MODIFIED' or new.version <> old.version + 1) then
    raise exception 'a suggestion is changed with a new version of it' using errcode = 'TL153';
  end if;
  return new;
end $$;
