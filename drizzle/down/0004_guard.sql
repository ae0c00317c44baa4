drop trigger refuse_dnc_changed on communications;
drop trigger refuse_dnc_new on communications;
drop function refuse_dnc(), find_dnc_entries(uuid, text, text, text, timestamptz), lock_dnc_entries(text[], text[]),
  lock_dnc_values(uuid, text, text), dnc_lock_key(text, text), dnc_values(uuid, text, text);
drop trigger keep_dnc_removed on dnc_entries;
drop trigger lock_new_dnc_entry on dnc_entries;
drop function guard_dnc_entries();
drop trigger require_slot_of_draft on communications;
drop trigger require_slot on communications;
drop trigger guard_slot_changes on contact_guards;
drop function require_slot(), guard_slot_changes(),
  take_slot(uuid, text, text, timestamptz, integer, uuid, uuid, uuid[]);
alter table communications drop constraint communications_override_check, drop constraint communications_override_fk;
alter table outreach_overrides drop constraint outreach_overrides_communication_fk;
alter table contact_guards drop constraint contact_guards_communication_fk, drop constraint contact_guards_one_voice;
