drop index inbound_messages_passing_idx;
alter table inbound_messages no force row level security;
delete from inbound_messages where state = 'passing';
alter table inbound_messages force row level security;
alter table inbound_messages drop constraint inbound_messages_state_check;
alter table inbound_messages add constraint inbound_messages_state_check
  check (state in ('matched', 'unmatched', 'dismissed') and (state = 'matched') = (lead_id is not null));
