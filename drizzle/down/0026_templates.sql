drop trigger guard_message_text on communications;
drop function guard_message_text();
drop index communications_template_idx;
alter table communications drop constraint communications_html_check, drop constraint communications_template_check,
  drop constraint communications_template_fk, drop column template_version, drop column template_id, drop column body_html;
revoke update (template_variables) on communications from touchline_app;
drop table email_template_versions;
drop table email_templates;
drop function keep_template_version();
