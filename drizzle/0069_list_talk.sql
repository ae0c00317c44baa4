-- What others say to each other on a list that one of us reads: no touch, and kept only as far as it joins what are touches. Of strangers the
-- Message-IDs alone; of leads and of ourselves the words too, until what answers them, or what they answer, comes.
alter table inbound_messages drop constraint inbound_messages_state_check;
alter table inbound_messages add constraint inbound_messages_state_check
  check (state in ('matched', 'unmatched', 'dismissed', 'passing') and (state = 'matched') = (lead_id is not null));
create index inbound_messages_passing_idx on inbound_messages (org_id, in_reply_to) where state = 'passing';
