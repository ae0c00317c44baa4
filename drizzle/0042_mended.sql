-- Scores that people had given before there were models: 0031 looked for them in no organization and found none.
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    update leads set score_given = true where score is not null and last_scored_at is null and not score_given;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;

-- As in 0033: whoever is erased or purged, and nobody who is merely called so. Mail that nobody knew whose it was goes by every address
-- that was erased, in its normal form; the hashes are there by then.
create or replace function forget_inbound_messages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update inbound_messages m set from_address = '', from_norm = null, from_name = null, to_addresses = null, subject = null, body = null,
    body_html = null, evidence = '', recipient = null, redacted_at = new.updated_at, updated_at = new.updated_at
  where m.org_id = new.org_id and m.redacted_at is null and (m.lead_id = new.id or m.from_norm = lower(old.email)
    or (new.last_name = 'Erased person' and m.lead_id is null and exists (select from dnc_entries e where e.org_id = new.org_id and e.kind = 'email'
      and e.value_hash is not null and e.value_norm in (erased_value('email', m.from_norm), erased_value('email', m.recipient)))));
  update threads t set reply_evidence = null where t.org_id = new.org_id and t.lead_id = new.id and t.reply_evidence is not null;
  return null;
end $$;
drop trigger forget_inbound_messages on leads;
create trigger forget_inbound_messages after update of last_name on leads for each row
  when ((new.last_name = 'Erased person' and new.deleted_at is not null) or new.purged_at is distinct from old.purged_at)
  execute function forget_inbound_messages();
