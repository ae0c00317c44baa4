-- Tenancy: forced row-level security on every tenant table; the application role owns nothing.
revoke create on schema public from public;
grant usage on schema public to touchline_app, touchline_system, touchline_jobs, touchline_search;

-- Every later migration calls this for its new tables; the catalogue test fails for a table without it.
create function make_tenant_table(target regclass, app_rights text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s for all to touchline_app, touchline_owner
       using (org_id = (select current_org_id())) with check (org_id = (select current_org_id()))', target);
  execute format('grant %s on %s to touchline_app', app_rights, target);
end $$;
revoke execute on function make_tenant_table(regclass, text) from public;

select make_tenant_table(name::regclass, rights) from (values
  ('teams', 'select, insert, update, delete'),
  ('memberships', 'select, update'),
  ('sessions', 'select, update'),
  ('api_keys', 'select, insert, update'),
  ('invitations', 'select, insert, update'),
  ('password_resets', 'select, insert'),
  ('idempotency_keys', 'select, insert'),
  ('companies', 'select, insert, update'),
  ('contact_points', 'select, insert, update, delete'),
  ('lead_status_history', 'select, insert'),
  ('tags', 'select, insert, update, delete'),
  ('lead_tags', 'select, insert, delete'),
  ('lead_search', 'select'),
  ('channels', 'select, update'),
  ('threads', 'select, insert'),
  ('outreach_overrides', 'select, insert'),
  ('collision_incidents', 'select, insert'),
  ('dnc_entries', 'select, insert'),
  ('event_payloads', 'select, insert'),
  ('leads', 'select'),
  ('communications', 'select, insert'),
  ('contact_guards', 'select, insert'),
  ('events', 'select'),
  ('event_heads', 'select')
) as t(name, rights);

-- Column rights: what is derived or immutable cannot even be named by the application.
grant insert (org_id, id, created_at, updated_at, status_changed_at, first_name, last_name, title, email, phone_e164, linkedin,
  company_id, owner_id, score, source, source_metadata, timezone, language, estimated_value_minor, currency, expected_close_date,
  predicted_close_probability, metadata) on leads to touchline_app;
grant update (first_name, last_name, title, email, phone_e164, linkedin, company_id, owner_id, score, source, source_metadata,
  timezone, language, estimated_value_minor, currency, expected_close_date, predicted_close_probability, metadata, version,
  deleted_at, updated_at) on leads to touchline_app;
grant update (status, from_address, cc, subject, body, message_id, scheduled_for, sent_at, delivered_at,
  first_opened_at, replied_at, replied_by_id, provider, provider_message_id, provider_response, error_code, error_message,
  retry_count, next_attempt_at, open_count, machine_open_count, click_count, clicked_links, redacted_at, updated_at)
  on communications to touchline_app;
grant update (span, released_at, updated_at) on contact_guards to touchline_app;
grant update (revoked_at, revoked_by, revoked_reason, second_approver, updated_at) on dnc_entries to touchline_app;
grant update (reviewed_by, reviewed_at, updated_at) on outreach_overrides to touchline_app;
grant update (resolution, updated_at) on collision_incidents to touchline_app;
grant update (sentiment, reply_class, owner_id, subject, updated_at) on threads to touchline_app;
grant insert (org_id, id, kind, at, lead_id, subjects, actor_id, actor_name, via, ip, user_agent, request_id, payload_hash)
  on events to touchline_app, touchline_system;

-- The organization itself: its own row for the application, all rows for sign-in.
alter table organizations enable row level security;
alter table organizations force row level security;
create policy tenant on organizations for all to touchline_app, touchline_owner
  using (id = (select current_org_id())) with check (id = (select current_org_id()));
create policy identity on organizations for all to touchline_system using (true) with check (true);
grant select, update on organizations to touchline_app;
grant select, insert, update on organizations to touchline_system;

-- Identity: who signs in is found before the organization is known, by a role that sees nothing of the CRM.
grant select, insert, update on users to touchline_system;
grant select, insert, update, delete on sign_in_attempts to touchline_system;
do $$
declare t text;
begin
  foreach t in array array['memberships', 'sessions', 'api_keys', 'invitations', 'password_resets'] loop
    execute format('create policy identity on %I for all to touchline_system using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to touchline_system', t);
  end loop;
end $$;
create policy identity on events for insert to touchline_system with check (true);
create policy identity on event_payloads for insert to touchline_system with check (true);
grant insert on event_payloads to touchline_system;

-- Jobs: heartbeat, sealing and the removal of what has expired.
grant select, insert, update on worker_heartbeats to touchline_jobs;
grant select on worker_heartbeats to touchline_app, touchline_system;
grant select on lead_status_transitions to touchline_app, touchline_system;
create policy cleanup on idempotency_keys for all to touchline_jobs using (true) with check (false);
grant select, delete on idempotency_keys to touchline_jobs;

-- A new organization starts with the channels of the product.
create function add_default_channels() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare previous text := current_setting('app.org_id', true);
begin
  perform set_config('app.org_id', new.id::text, true);
  insert into channels (org_id, code, address_kind, channel_group, counts_as_contact, quiet_hours_apply, redial_by_same_rep, position)
  values
    (new.id, 'email', 'email', 'email', true, false, false, 1),
    (new.id, 'linkedin', 'linkedin', 'linkedin', true, false, false, 2),
    (new.id, 'call', 'phone', 'call', true, true, true, 3),
    (new.id, 'sms', 'phone', 'sms', true, true, false, 4),
    (new.id, 'whatsapp', 'phone', 'whatsapp', true, true, false, 5),
    (new.id, 'meeting', null, 'meeting', true, false, false, 6),
    (new.id, 'other', null, 'other', true, false, false, 7),
    (new.id, 'push', null, 'push', false, false, false, 8),
    (new.id, 'webhook', null, 'webhook', false, false, false, 9);
  perform set_config('app.org_id', coalesce(previous, ''), true);
  return null;
end $$;
create trigger add_default_channels after insert on organizations for each row execute function add_default_channels();
