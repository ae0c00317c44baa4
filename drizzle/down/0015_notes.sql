delete from notifications where kind = 'note_mentioned';
alter table notifications drop constraint notifications_kind_check, add constraint notifications_kind_check
  check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned', 'slot_overridden', 'message_blocked', 'message_stopped', 'slot_asked',
    'hand_over_asked', 'hand_over_decided'));
drop table notes;
