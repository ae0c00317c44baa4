-- Many leads are enrolled in a sequence as one bulk action, lead by lead.
alter table bulk_actions drop constraint bulk_actions_action_check;
alter table bulk_actions add constraint bulk_actions_action_check
  check (action in ('assign', 'add_tags', 'remove_tags', 'change_status', 'do_not_contact', 'delete', 'enroll'));
