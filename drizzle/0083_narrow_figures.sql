-- Figures about stages and money read some narrow columns of every lead and move, and the rows lie in pages of 3 kB a lead: these indexes, which
-- are kept anyway, hold what is asked for.
create index leads_created_idx_new on leads (org_id, created_at desc, id desc)
  include (owner_id, source_id, status, status_changed_at, furthest_stage, estimated_value_minor, currency, probability_override) where deleted_at is null;
drop index leads_created_idx;
alter index leads_created_idx_new rename to leads_created_idx;

create index lead_status_history_lead_idx_new on lead_status_history (org_id, lead_id, at, created_at, id) include (to_status, merged_from);
drop index lead_status_history_lead_idx;
alter index lead_status_history_lead_idx_new rename to lead_status_history_lead_idx;

create index communications_lead_idx_new on communications (org_id, lead_id, occurred_at desc, id desc)
  include (channel, direction, status, counts_as_contact);
drop index communications_lead_idx;
alter index communications_lead_idx_new rename to communications_lead_idx;
