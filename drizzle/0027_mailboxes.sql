-- Where messages leave from and arrive, and what becomes of them after they have left.

-- Host, name and password of a mailbox or provider. The secrets are encrypted with a key that is not in this database; the row's own ids
-- are sealed in with them, so that they open nowhere else.
create table mailboxes (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid, channel text not null default 'email', provider text not null, address text not null, address_norm text not null,
  sender_name text, is_default boolean not null default false,
  smtp_host text, smtp_port integer, smtp_security text, smtp_username text,
  imap_host text, imap_port integer, imap_security text, imap_username text,
  secrets bytea, settings jsonb not null default '{}',
  state text not null default 'active', paused_reason text, paused_at timestamptz, paused_by uuid,
  hour_limit integer, day_limit integer, send_hours jsonb,
  tested_at timestamptz, test_result jsonb, domain_checked_at timestamptz, domain_result jsonb,
  sync_cursor jsonb not null default '{}', synced_at timestamptz, sync_error text,
  version integer not null default 1,
  constraint mailboxes_org_id_id_pk primary key (org_id, id),
  constraint mailboxes_channel_check check (channel in ('email', 'sms')),
  constraint mailboxes_provider_check check (provider in ('smtp', 'resend', 'twilio')),
  constraint mailboxes_provider_channel_check check ((provider = 'twilio') = (channel = 'sms')),
  constraint mailboxes_state_check check (state in ('active', 'paused', 'disconnected')),
  constraint mailboxes_paused_check check ((state = 'paused') = (paused_at is not null)),
  constraint mailboxes_smtp_security_check check (smtp_security in ('tls', 'starttls', 'none')),
  constraint mailboxes_imap_security_check check (imap_security in ('tls', 'starttls', 'none')),
  constraint mailboxes_smtp_check check (provider <> 'smtp' or (smtp_host is not null and smtp_port between 1 and 65535 and smtp_security is not null)),
  constraint mailboxes_imap_check check (imap_host is null or (imap_port between 1 and 65535 and imap_security is not null)),
  constraint mailboxes_address_check check (char_length(address) between 3 and 320 and address !~ '[[:cntrl:]]' and sender_name !~ '[[:cntrl:]]'),
  constraint mailboxes_limits_check check (hour_limit >= 1 and day_limit >= 1),
  constraint mailboxes_secrets_check check (state <> 'disconnected' or secrets is null),
  constraint mailboxes_default_check check (not is_default or state <> 'disconnected'),
  constraint mailboxes_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint mailboxes_paused_by_fk foreign key (org_id, paused_by) references memberships (org_id, user_id));
create unique index mailboxes_address_key on mailboxes (org_id, channel, address_norm) where state <> 'disconnected';
create unique index mailboxes_default_key on mailboxes (org_id, channel) where is_default;
create index mailboxes_user_idx on mailboxes (org_id, user_id) where user_id is not null;
select make_tenant_table('mailboxes', 'select, insert');
grant update (user_id, sender_name, is_default, smtp_host, smtp_port, smtp_security, smtp_username, imap_host, imap_port, imap_security,
  imap_username, secrets, settings, state, paused_reason, paused_at, paused_by, hour_limit, day_limit, send_hours, tested_at, test_result,
  domain_checked_at, domain_result, sync_cursor, synced_at, sync_error, version, updated_at) on mailboxes to touchline_app;

-- The worker finds which organizations have mailboxes to look after; what is in them it reads as each of these organizations.
create policy worker on mailboxes for select to touchline_jobs using (true);
grant select (org_id, id, channel, state, imap_host, synced_at) on mailboxes to touchline_jobs;

-- What became of a message after it had left, as its provider or the recipient's server said. Each is stored once, in whatever order and
-- however often it is told, and folded into the message afterwards.
create table communication_events (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  communication_id uuid not null, kind text not null, at timestamptz not null, provider text not null, provider_event_id text not null,
  url text, is_machine boolean not null default false, raw text,
  constraint communication_events_org_id_id_pk primary key (org_id, id),
  constraint communication_events_key unique (org_id, provider, provider_event_id),
  constraint communication_events_kind_check check (kind in ('delivered', 'deferred', 'opened', 'clicked', 'bounced', 'failed', 'complained', 'unsubscribed')),
  constraint communication_events_raw_check check (octet_length(raw) <= 8192),
  constraint communication_events_communication_fk foreign key (org_id, communication_id) references communications (org_id, id));
create index communication_events_communication_idx on communication_events (org_id, communication_id, at);
select make_tenant_table('communication_events', 'select, insert');

-- Whoever is erased or purged is so here too: the texts of their touches are taken away, and with them what was said about each.
create function forget_communication_events() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update communication_events e set raw = null, url = null, updated_at = new.redacted_at
  where e.org_id = new.org_id and e.communication_id = new.id and (e.raw is not null or e.url is not null);
  return null;
end $$;
create trigger forget_communication_events after update of redacted_at on communications for each row
  when (new.redacted_at is not null and old.redacted_at is null) execute function forget_communication_events();
