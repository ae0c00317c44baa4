-- Figures of one person and of the do-not-contact list were read from the rows for want of columns in an index: which marks are of touches from before
-- the days, what came in from a lead, and when an entry was taken off or ran out.
create index communications_late_reply_idx_new on communications (org_id, replied_at, occurred_at)
  where replied_at is not null and direction = 'outbound' and thread_id is null;
drop index communications_late_reply_idx;
alter index communications_late_reply_idx_new rename to communications_late_reply_idx;

create index communications_inbound_idx on communications (org_id, lead_id, channel, occurred_at)
  where direction = 'inbound' and thread_id is null and counts_as_contact;

create index dnc_entries_created_idx_new on dnc_entries (org_id, created_at desc, id desc) include (source, revoked_at, expires_at);
drop index dnc_entries_created_idx;
alter index dnc_entries_created_idx_new rename to dnc_entries_created_idx;
