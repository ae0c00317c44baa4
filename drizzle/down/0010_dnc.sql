create or replace view lead_contact_status with (security_invoker = true) as
  select l.id as lead_id, l.org_id,
    case when exists (select 1 from find_dnc_entries(l.id, null, null, null, now())) then 'do_not_contact'
         when l.reply_count > 0 then 'replied' when l.contact_count > 0 then 'contacted' else 'uncontacted' end as contact_status,
    l.last_contacted_at, l.last_contact_channel,
    (select count(*) from communications c where c.org_id = l.org_id and c.lead_id = l.id) as total_communications,
    l.reply_count as total_replies, l.last_thread_id
  from leads l where l.deleted_at is null;

drop function erase_person(uuid, uuid, timestamptz);
create or replace function guard_slot_changes() returns trigger language plpgsql as $$
begin
  if (new.org_id, new.id, new.scope, new.scope_key, new.channel_group, new.communication_id, new.kind)
     is distinct from (old.org_id, old.id, old.scope, old.scope_key, old.channel_group, old.communication_id, old.kind)
     or not (new.span <@ old.span) or new.released_at is null then
    raise exception 'a slot can only be ended' using errcode = 'TL030';
  end if;
  return new;
end $$;
create or replace function refuse_dnc() returns trigger language plpgsql as $$
declare entry dnc_entries;
begin
  perform lock_dnc_values(new.lead_id, (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm);
  select * into entry from find_dnc_entries(new.lead_id,
    (select address_kind from channels where org_id = new.org_id and code = new.channel), new.to_norm, new.channel, clock_timestamp()) limit 1;
  if entry.id is not null then
    raise exception 'on the do-not-contact list: % %', entry.kind, entry.value_norm using errcode = 'TL040', detail = entry.id::text;
  end if;
  return new;
end $$;
create or replace function find_dnc_entries(p_lead uuid, p_kind text, p_norm text, p_channel text, p_at timestamptz) returns setof dnc_entries language sql stable as $$
  select e.* from dnc_values(p_lead, p_kind, p_norm) v
  join dnc_entries e on e.org_id = current_org_id() and e.value_norm = v.value and e.kind = v.kind
  where e.revoked_at is null and (e.channel is null or p_channel is null or e.channel = p_channel) and (e.expires_at is null or e.expires_at > p_at) $$;
drop function erased_value(text, text), dnc_key();

drop trigger refuse_without_consent_changed on communications;
drop trigger refuse_without_consent_new on communications;
drop function refuse_without_consent();
alter table communications drop constraint communications_consent_fk, drop column consent_id;
drop table consents;

drop trigger require_dnc_removal on dnc_entries;
drop function require_dnc_removal();
drop table dnc_reviews, dnc_removals;
drop function guard_dnc_removals();

alter table collision_incidents drop constraint collision_incidents_dnc_entry_fk, drop column dnc_entry_id;
-- What was erased cannot be said again: such entries keep their hash as their value.
drop index dnc_entries_detected_idx, dnc_entries_erased_idx;
alter table dnc_entries
  drop constraint dnc_entries_removed_check,
  drop constraint dnc_entries_hash_check,
  drop constraint dnc_entries_communication_fk,
  drop column key_check,
  drop column communication_id;
