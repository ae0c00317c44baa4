drop trigger keep_sealed on events;
drop function keep_sealed();
drop policy seal on event_heads;
revoke all on event_heads from touchline_jobs;
drop policy verify on event_payloads;
revoke all on event_payloads from touchline_jobs;
drop policy seal on events;
revoke all on events from touchline_jobs;
