drop index dnc_entries_created_idx;
create index dnc_entries_created_idx on dnc_entries (org_id, created_at desc, id desc);
drop index communications_inbound_idx;
drop index communications_late_reply_idx;
create index communications_late_reply_idx on communications (org_id, replied_at)
  where replied_at is not null and direction = 'outbound' and thread_id is null;
