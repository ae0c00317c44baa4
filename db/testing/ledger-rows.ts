import type { Row, Words } from "./wall-words";

export function peopleRows({ nth, id, at, user, lead, channel, hash }: Words): [string, Row][] {
  const secret = { user_id: user, expires_at: at };
  const hashes = { session_hash: hash, state_hash: hash, verifier: hash };
  const oauthRequest = { ...hashes, provider: "p", redirect_uri: "r", expires_at: at };
  return [
    ["teams", { name: channel }],
    ["memberships", { user_id: user, name: "n", email: "e", role: "rep", team_id: id("teams") }],
    ["sessions", secret],
    ["api_keys", { user_id: user, name: "k", hash, prefix: "tl" }],
    ["invitations", { email: "e", role: "rep", token_hash: hash, invited_by: user, expires_at: at }],
    ["password_resets", { ...secret, token_hash: hash, created_by: user }],
    ["idempotency_keys", { principal: channel, route: "r", key: "k", body_hash: "b", answer: "{}" }],
    ["companies", { name: channel, domain: `${channel}.example`, owner_id: user }],
    ["leads", { last_name: "Doe", company_id: id("companies"), owner_id: user }],
    ["contacts", { last_name: "Roe", company_id: id("companies") }],
    ["lead_contacts", { lead_id: lead, contact_id: id("contacts") }],
    ["contact_points", { lead_id: lead, kind: "email", raw: "a@b.example", norm: "a@b.example" }],
    ["mailboxes", { user_id: user, paused_by: user, channel, provider: "smtp", address: "a", address_norm: channel }],
    ["oauth_requests", { ...oauthRequest, user_id: user, mailbox_id: id("mailboxes") }],
    [
      "oauth_connections",
      { mailbox_id: id("mailboxes"), provider: "p", account: "a", access_expires_at: at, tokens: "t" },
    ],
    ["system_config", { key: "guard.touches.limit", value: 5, version: Number(nth), changed_by: user }],
    ["lead_status_history", { lead_id: lead, to_status: "new", trigger: "user", actor_id: user, at }],
    ["tags", { name: channel }],
    ["segments", { name: channel, filter: "{}", visibility: "public", owner_id: user }],
    ["lead_tags", { lead_id: lead, tag_id: id("tags") }],
    ["channels", { code: channel, channel_group: "g" }],
  ];
}

export function ledgerRows({ id, at, user, lead, touch, channel }: Words): [string, Row][] {
  return [
    ["threads", { lead_id: lead, channel, root_key: channel, owner_id: user }],
    [
      "communications",
      {
        lead_id: lead,
        company_id: id("companies"),
        thread_id: id("threads"),
        user_id: user,
        channel,
        source: "api",
        intent: "happened",
        direction: "outbound",
        status: "logged",
        occurred_at: at,
        body_norm: "a text that is long enough to be compared with another one",
        parent_id: null,
      },
    ],
    [
      "contact_guards",
      { scope: "lead", scope_key: lead, channel_group: "g", span: "empty", communication_id: touch, user_id: user },
    ],
    [
      "outreach_overrides",
      { communication_id: touch, user_id: user, role: "rep", codes: "{}", reason: "long enough", warning: "{}" },
    ],
    [
      "outreach_claims",
      { scope_key: `lead:${lead}`, channel_group: "g", user_id: user, lead_id: lead, expires_at: at, updated_at: at },
    ],
    [
      "delivery_attempts",
      {
        communication_id: touch,
        number: 1,
        worker: "w",
        mailbox_id: id("mailboxes"),
        transport: "smtp",
        lease_until: at,
        ended_at: at,
      },
    ],
    ["communication_events", { communication_id: touch, kind: "opened", at, provider: "p", provider_event_id: touch }],
    ["call_results", { communication_id: touch, outcome: "busy", recorded_by: user }],
    [
      "communication_transcripts",
      { communication_id: touch, text: "t", segments: "[]", words: "delta", added_by: user },
    ],
    ["collision_incidents", { kind: "escaped", lead_id: lead, channel, code: "c", at, user_id: user }],
    ...receivedRows({ id, at, user, lead, touch, channel }),
  ];
}

function receivedRows({
  id,
  at,
  user,
  lead,
  touch,
  channel,
}: Pick<Words, "id" | "at" | "user" | "lead" | "touch" | "channel">): [string, Row][] {
  const message = {
    message_id: channel,
    body_hash: "h",
    from_address: "a@b.example",
    occurred_at: at,
    kind: "human",
    evidence: "e",
  };
  const people = { user_id: user, corrected_by: user, corrected_at: at, decided_by: user };
  const places = {
    mailbox_id: id("mailboxes"),
    lead_id: lead,
    communication_id: touch,
    about_id: touch,
    thread_id: id("threads"),
  };
  return [
    ["inbound_messages", { ...message, ...people, ...places, state: "matched" }],
    ["thread_links", { lead_id: lead, message_id: channel, thread_id: id("threads") }],
    ["lead_snoozes", { lead_id: lead, user_id: user, since: at, until: at }],
  ];
}

export function fileRows({ id, at, user, lead, channel }: Words): [string, Row][] {
  const file = {
    created_by: user,
    name: channel,
    size: 1,
    format: "csv",
    header: "{}",
    header_key: channel,
    mapping: "{}",
  };
  return [
    ["imports", { ...file, rows_estimated: 1, rows_exact: true }],
    ["import_rows", { import_id: id("imports"), number: 1, line: 2, outcome: "created", lead_id: lead }],
    [
      "attachments",
      {
        communication_id: id("communications"),
        name: "a",
        media_type: "t",
        size: 1,
        hash: "0".repeat(64),
        uploaded_by: user,
      },
    ],
    ["external_links", { lead_id: lead, system: "file", external_id: channel }],
    ["integrity_runs", { started_by: user, state: "done", finished_at: at }],
  ];
}

export function listRows({ id, at, user, channel }: Words): [string, Row][] {
  return [
    ["dnc_entries", { kind: "email", value_norm: channel, reason: "r", added_by: user }],
    ["dnc_removals", { entry_id: id("dnc_entries"), reason: "long enough", requested_by: user }],
    ["dnc_reviews", { entry_id: id("dnc_entries"), decision: "confirmed", reviewed_by: user }],
    [
      "consents",
      {
        kind: "email",
        value_norm: channel,
        purpose: "outreach",
        status: "denied",
        at,
        source: "s",
        recorded_by: user,
      },
    ],
  ];
}
