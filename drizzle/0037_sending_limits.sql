-- Stopping what leaves, by people and by figures.
alter table organizations
  add column sending_paused_at timestamptz, add column sending_paused_reason text, add column sending_counted_since timestamptz;
-- From when on bounces and complaints count against it: whoever goes on after a pause starts afresh.
alter table mailboxes add column counted_since timestamptz;
grant update (counted_since) on mailboxes to touchline_app;
