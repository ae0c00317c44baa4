drop index dnc_entries_ended_idx;
drop index dnc_entries_asked_idx;
