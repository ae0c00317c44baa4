-- How often each ground was carried out, of what was decided: what ran out undecided is left aside.
create index suggestions_decided_idx on suggestions (org_id, cause, status) where status in ('EXECUTED', 'REJECTED');
