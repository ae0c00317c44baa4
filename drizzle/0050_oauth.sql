-- Mailboxes that a provider lets us into by its own sign-in (OAuth 2) instead of a password.

alter table mailboxes add oauth_provider text,
  add constraint mailboxes_oauth_check check (oauth_provider is null or (provider = 'smtp' and oauth_provider ~ '^[a-z0-9_]{1,40}$'));

-- A sign-in that was begun: it comes back once, within minutes, into the session that began it.
create table oauth_requests (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, session_hash bytea not null, state_hash bytea not null, provider text not null, verifier bytea not null,
  redirect_uri text not null, address text, shared boolean not null default false, mailbox_id uuid,
  expires_at timestamptz not null, used_at timestamptz,
  constraint oauth_requests_org_id_id_pk primary key (org_id, id),
  constraint oauth_requests_key unique (org_id, state_hash),
  constraint oauth_requests_hashes_check check (octet_length(state_hash) = 32 and octet_length(session_hash) = 32),
  constraint oauth_requests_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint oauth_requests_mailbox_fk foreign key (org_id, mailbox_id) references mailboxes (org_id, id));
create index oauth_requests_expires_idx on oauth_requests (org_id, expires_at);
select make_tenant_table('oauth_requests', 'select, insert, delete');
grant update (used_at, updated_at) on oauth_requests to touchline_app;

-- What the provider gave for a mailbox. The tokens are sealed like passwords; `generation` counts how often they were exchanged, and who
-- exchanges them says so first, so that one does it at a time.
create table oauth_connections (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  mailbox_id uuid not null, provider text not null, account text not null, scopes text not null default '',
  tokens bytea, access_expires_at timestamptz not null, generation integer not null default 1,
  rotating_by text, rotating_until timestamptz, revoked_at timestamptz,
  constraint oauth_connections_org_id_id_pk primary key (org_id, id),
  constraint oauth_connections_key unique (org_id, mailbox_id),
  constraint oauth_connections_tokens_check check ((tokens is null) = (revoked_at is not null)),
  constraint oauth_connections_rotating_check check ((rotating_by is null) = (rotating_until is null)),
  constraint oauth_connections_mailbox_fk foreign key (org_id, mailbox_id) references mailboxes (org_id, id));
select make_tenant_table('oauth_connections', 'select, insert');
grant update (provider, account, scopes, tokens, access_expires_at, generation, rotating_by, rotating_until, revoked_at, updated_at)
  on oauth_connections to touchline_app;

-- A mailbox that is disconnected keeps no key of any kind.
create function forget_oauth_tokens() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update oauth_connections set tokens = null, revoked_at = coalesce(revoked_at, new.updated_at), rotating_by = null, rotating_until = null,
    updated_at = new.updated_at where org_id = new.org_id and mailbox_id = new.id;
  return null;
end $$;
create trigger forget_oauth_tokens after update of state on mailboxes for each row
  when (new.state = 'disconnected') execute function forget_oauth_tokens();
