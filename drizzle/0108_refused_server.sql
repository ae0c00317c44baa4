-- The operator's own server takes our sign-in no more: when it was last asked, why, and which one it was. What would leave by it waits.
alter table organizations
  add column sending_refused_at timestamptz, add column sending_refused_reason text, add column sending_refused_server text;
