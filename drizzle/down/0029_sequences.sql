alter table communications drop constraint communications_enrollment_fk, drop constraint communications_step_fk,
  drop constraint communications_step_check;
drop index communications_step_key;
alter table communications drop column enrollment_id, drop column step_id;
drop table enrollment_events, lead_sequence_enrollments;
drop table sequence_steps;
alter table nurture_sequences drop constraint nurture_sequences_live_fk;
drop table sequence_versions, nurture_sequences;
drop function keep_frozen_version(), keep_frozen_steps(), keep_ended_enrollment();
