-- Texts that are kept under a name, with every version of them, and which one a message was made from.
create table email_templates (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  name text not null,
  channel text not null,
  subject text,
  body text not null,
  body_html text,
  variables jsonb default '[]' not null,
  version integer default 1 not null,
  shared boolean default false not null,
  owner_id uuid not null,
  edited_by uuid not null,
  archived_at timestamptz,
  constraint email_templates_org_id_id_pk primary key (org_id, id),
  constraint email_templates_name_check check (char_length(name) between 1 and 100),
  constraint email_templates_body_check check (char_length(body) between 1 and 100000),
  constraint email_templates_variables_check check (jsonb_typeof(variables) = 'array'),
  constraint email_templates_version_check check (version >= 1),
  constraint email_templates_channel_fk foreign key (org_id, channel) references channels (org_id, code),
  constraint email_templates_owner_fk foreign key (org_id, owner_id) references memberships (org_id, user_id),
  constraint email_templates_editor_fk foreign key (org_id, edited_by) references memberships (org_id, user_id)
);
create index email_templates_owner_idx on email_templates (org_id, owner_id);
select make_tenant_table('email_templates', 'select, insert');
grant update (name, subject, body, body_html, variables, version, shared, edited_by, archived_at, updated_at) on email_templates to touchline_app;

create table email_template_versions (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  template_id uuid not null,
  version integer not null,
  subject text,
  body text not null,
  body_html text,
  variables jsonb not null,
  edited_by uuid not null,
  constraint email_template_versions_org_id_id_pk primary key (org_id, id),
  constraint email_template_versions_key unique (org_id, template_id, version),
  constraint email_template_versions_template_fk foreign key (org_id, template_id) references email_templates (org_id, id),
  constraint email_template_versions_editor_fk foreign key (org_id, edited_by) references memberships (org_id, user_id)
);
select make_tenant_table('email_template_versions', 'select');

-- Every text a template ever had is kept by the database: the application cannot write a version, only this can.
create function keep_template_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.version <> old.version + 1) then
    raise exception 'the next version of a template is one more' using errcode = 'TL110';
  end if;
  insert into email_template_versions (org_id, template_id, version, subject, body, body_html, variables, edited_by, created_at, updated_at)
  values (new.org_id, new.id, new.version, new.subject, new.body, new.body_html, new.variables, new.edited_by, new.updated_at, new.updated_at);
  return null;
end $$;
create trigger keep_first_version after insert on email_templates for each row execute function keep_template_version();
create trigger keep_next_version after update on email_templates for each row
  when ((new.version, new.subject, new.body, new.body_html, new.variables) is distinct from (old.version, old.subject, old.body, old.body_html, old.variables))
  execute function keep_template_version();

alter table communications
  add column body_html text,
  add column template_id uuid,
  add column template_version integer,
  add constraint communications_template_fk foreign key (org_id, template_id, template_version)
    references email_template_versions (org_id, template_id, version),
  add constraint communications_template_check check ((template_id is null) = (template_version is null)),
  add constraint communications_html_check check (body_html is null or body is not null);
create index communications_template_idx on communications (org_id, template_id, status) where template_id is not null;
grant update (body_html, template_id, template_version, template_variables) on communications to touchline_app;

-- What a message was made from is settled when it is promised; while it is a draft its writer may still change it. Redacting a touch
-- takes the formatted text with the plain one.
create function guard_message_text() returns trigger language plpgsql as $$
begin
  if new.redacted_at is not null and old.redacted_at is null then
    new.body_html := null;
  elsif new.body_html is distinct from old.body_html and old.status not in ('draft', 'queued') then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if old.status <> 'draft' and ((new.template_id, new.template_version) is distinct from (old.template_id, old.template_version)
     or (new.template_variables is distinct from old.template_variables and (new.redacted_at is null or old.redacted_at is not null))) then
    raise exception 'the template of a message is never rewritten' using errcode = 'TL010';
  end if;
  return new;
end $$;
create trigger guard_message_text before update on communications for each row execute function guard_message_text();
