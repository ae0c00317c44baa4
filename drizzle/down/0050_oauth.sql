drop trigger forget_oauth_tokens on mailboxes;
drop function forget_oauth_tokens();
drop table oauth_connections;
drop table oauth_requests;
alter table mailboxes drop oauth_provider;
