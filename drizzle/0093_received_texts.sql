-- Texts that arrive are kept like mail that arrives.
alter table inbound_messages add column channel text not null default 'email';
alter table inbound_messages add constraint inbound_messages_channel_check check (channel in ('email', 'sms')) not valid;
alter table inbound_messages validate constraint inbound_messages_channel_check;
