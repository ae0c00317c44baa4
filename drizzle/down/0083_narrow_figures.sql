drop index communications_lead_idx;
create index communications_lead_idx on communications (org_id, lead_id, occurred_at desc, id desc);
drop index lead_status_history_lead_idx;
create index lead_status_history_lead_idx on lead_status_history (org_id, lead_id, at desc);
drop index leads_created_idx;
create index leads_created_idx on leads (org_id, created_at desc, id desc) where deleted_at is null;
