-- The queues of one owner, and the number beside Inbox on every page: by the index of everybody's they read each lead that waits for anybody.
create index leads_owner_needs_reply_idx on leads (org_id, owner_id, last_response_at, id) where needs_reply and deleted_at is null;
create index leads_owner_awaiting_reply_idx on leads (org_id, owner_id, last_contacted_at, id) where awaiting_reply and deleted_at is null;
