drop index communications_not_left_idx;
drop index communications_due_idx;
drop index inbound_messages_dismissed_idx;
drop index inbound_messages_report_idx;
