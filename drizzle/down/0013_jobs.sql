drop table undo_entries;
drop function keep_undone();
drop function enqueue_job(text, uuid, json, text, timestamptz, integer);
set local role touchline_jobs;
drop schema graphile_worker cascade;
reset role;
