drop table lead_search, lead_tags, tags, lead_status_history, lead_status_transitions, collision_incidents, outreach_overrides,
  contact_guards, dnc_entries, event_payloads, events, event_heads, communications, threads, channels, contact_points, leads, companies,
  idempotency_keys, worker_heartbeats, sign_in_attempts, password_resets, invitations, api_keys, sessions, memberships, teams, users,
  organizations cascade;
