delete from notifications where kind = 'trigger_lost';
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned',
  'lead_moved', 'slot_overridden', 'message_blocked', 'message_stopped', 'slot_asked', 'hand_over_asked', 'hand_over_decided', 'note_mentioned'));
