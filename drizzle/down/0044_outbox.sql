drop index communications_outbox_idx;
