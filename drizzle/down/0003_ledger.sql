drop trigger apply_status_change on lead_status_history;
drop function apply_status_change();
delete from lead_status_transitions;
drop trigger sum_up_changed_touches on communications;
drop trigger sum_up_new_touches on communications;
drop trigger guard_communication_changes on communications;
drop trigger count_as_channel_says on communications;
drop function sum_up_touches(), recompute_thread_summary(uuid[]), recompute_lead_summary(uuid[]), latest_thread(uuid),
  guard_communication_changes(), count_as_channel_says(), response_at(communications), is_attempt(communications);
