alter table bulk_actions drop constraint bulk_actions_action_check;
-- What was enrolled stays written down.
alter table bulk_actions add constraint bulk_actions_action_check
  check (action in ('assign', 'add_tags', 'remove_tags', 'change_status', 'do_not_contact', 'delete')) not valid;
