-- Reports by the message they are about: a conversation, the watch over complaints and a corrected report each read every message that ever came.
create index inbound_messages_report_idx on inbound_messages (org_id, about_id) where about_id is not null;

-- What was dismissed, newest first.
create index inbound_messages_dismissed_idx on inbound_messages (org_id, occurred_at desc, id desc) where state = 'dismissed';

-- What is due, the most urgent first: every claim read and sorted all that was due.
create index communications_due_idx on communications (org_id, priority, next_attempt_at, id) where status = 'queued';

-- What has not left: among all that has, the few that failed were sought along the whole of it.
create index communications_not_left_idx on communications (org_id, occurred_at desc, id desc)
  where status in ('unknown', 'failed', 'rejected', 'blocked')
    and scheduled_for is not null and message_id is not null and direction = 'outbound';
