drop trigger forget_communication_events on communications;
drop function forget_communication_events();
drop table communication_events;
drop table mailboxes;
