-- Texts in the ledger stay; those that were no lead's would be looked at as mail.
delete from inbound_messages where channel = 'sms' and state <> 'matched';
alter table inbound_messages drop column channel;
