-- Mail to members of the organization itself: no touch of anybody, each at most once.
create table member_mails (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, key text not null, subject text not null, body text, files jsonb,
  state text not null default 'waiting', tries integer not null default 0, next_at timestamptz not null, taken_at timestamptz, response text,
  constraint member_mails_org_id_id_pk primary key (org_id, id),
  constraint member_mails_key unique (org_id, user_id, key),
  constraint member_mails_state_check check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  -- What is over keeps no text.
  constraint member_mails_body_check check ((body is null) = (state in ('sent', 'failed', 'unknown'))),
  constraint member_mails_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
create index member_mails_due_idx on member_mails (org_id, next_at) where state in ('waiting', 'sending');
select make_tenant_table('member_mails', 'select, insert');
grant update (state, body, files, tries, next_at, taken_at, response, updated_at) on member_mails to touchline_app;
create policy due on member_mails for select to touchline_jobs using (true);
grant select (org_id, state, next_at) on member_mails to touchline_jobs;

-- What was sent, was refused for good, or may have arrived is never sent again.
create function keep_member_mail_ended() returns trigger language plpgsql as $$
begin
  if old.state in ('sent', 'failed', 'unknown') then raise exception 'mail to a member is over' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger keep_member_mail_ended before update on member_mails for each row execute function keep_member_mail_ended();

-- Pages of figures that somebody wants by mail.
create table view_mails (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, view text not null, query text not null default '', frequency text not null, next_at timestamptz not null,
  constraint view_mails_org_id_id_pk primary key (org_id, id),
  constraint view_mails_key unique (org_id, user_id, view, query),
  constraint view_mails_frequency_check check (frequency in ('daily', 'weekly', 'monthly')),
  constraint view_mails_query_check check (length(query) <= 1000),
  constraint view_mails_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
create index view_mails_due_idx on view_mails (org_id, next_at);
select make_tenant_table('view_mails', 'select, insert, delete');
grant update (frequency, next_at, updated_at) on view_mails to touchline_app;
create policy due on view_mails for select to touchline_jobs using (true);
grant select (org_id, id, user_id, next_at) on view_mails to touchline_jobs;
