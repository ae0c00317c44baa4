alter table organizations
  drop column sending_refused_at, drop column sending_refused_reason, drop column sending_refused_server;
