drop trigger keep_purged on leads;
drop function keep_purged(), purge_lead(uuid, timestamptz);
drop trigger guard_conversion on lead_status_history;
drop index leads_deleted_idx;
alter table leads drop constraint leads_client_fk;
alter table leads drop column purged_at, drop column converted_client_id, drop column converted_at;
drop table clients;
drop function require_converted(), guard_conversion(), guard_clients(), apply_conversion();
