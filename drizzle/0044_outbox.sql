-- What left, newest first, is found without reading the ledger.
create index communications_outbox_idx on communications (org_id, occurred_at desc, id desc)
  where scheduled_for is not null and message_id is not null and direction = 'outbound';
