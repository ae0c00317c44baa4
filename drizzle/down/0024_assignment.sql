delete from notifications where kind = 'lead_moved';
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind in ('lead_contacted', 'lead_replied', 'lead_assigned',
  'slot_overridden', 'message_blocked', 'message_stopped', 'slot_asked', 'hand_over_asked', 'hand_over_decided', 'note_mentioned'));
drop trigger move_with_owner on lead_assignments;
drop function move_with_owner(), take_turn(uuid, date);
alter table lead_assignments drop constraint lead_assignments_rule_fk, drop constraint lead_assignments_rule_check,
  drop constraint lead_assignments_strategy_check;
update lead_assignments set strategy = 'manual' where strategy = 'round_robin';
alter table lead_assignments drop column rule_id,
  add constraint lead_assignments_strategy_check check (strategy in ('manual', 'hand_over'));
drop table assignment_members, assignment_rules;
