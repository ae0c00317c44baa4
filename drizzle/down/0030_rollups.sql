drop trigger count_new_touches on communications;
drop trigger count_changed_touches on communications;
drop function count_touches(), rebuild_rollups(), fold_rollups(integer), rollup_differences();
drop function is_counted(communications);
drop table rollup_deltas, rollups_daily;
