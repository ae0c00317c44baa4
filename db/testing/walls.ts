import { createHash } from "node:crypto";
import type postgres from "postgres";
import { moneyRows } from "./money-rows";

type Sql = postgres.TransactionSql;
type Value = string | number | boolean | null;
type Row = Record<string, Value>;
export type Reference = { name: string; table: string; to: string; columns: string[]; targets: string[] };
export type Catalogue = { tables: string[]; references: Reference[]; keys: Record<string, string[]> };

/** The tenant tables and their references to one another, as the catalogue has them. */
export async function readCatalogue(sql: postgres.Sql): Promise<Catalogue> {
  const columns = await sql<{ table: string; names: string[] }[]>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as names
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and exists (
      select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id') group by 1 order by 1`;
  const references = await sql<Reference[]>`
    select k.conname as name, c.relname as table, r.relname as to,
      (select array_agg(a.attname::text order by o) from unnest(k.conkey) with ordinality as u(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = n) as columns,
      (select array_agg(a.attname::text order by o) from unnest(k.confkey) with ordinality as u(n, o) join pg_attribute a on a.attrelid = r.oid and a.attnum = n) as targets
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and r.relname not in ('organizations', 'users') order by 1`;
  return {
    tables: columns.map((one) => one.table),
    references: [...references],
    keys: Object.fromEntries(columns.map((one) => [one.table, one.names])),
  };
}

/** The same id for the same organization and word, so that rows can name one another. */
export function idOf(org: string, word: string): string {
  const hex = createHash("sha256").update(`${org} ${word}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Two rows in every tenant table, as an administrator with triggers off writes them: nothing but the walls is tried here. */
export async function fillOrganization(sql: Sql, org: string): Promise<void> {
  const orgId = idOf(org, "org");
  await sql`insert into organizations (id, slug, name) values (${orgId}, ${org}, ${org})`;
  for (const nth of ["1", "2"]) {
    await sql`insert into users (id, email, name) values (${idOf(org, `user${nth}`)}, ${`${org}${nth}@example.com`}, ${org})`;
    for (const [table, row] of rowsOf(org, nth)) {
      if (table === "event_heads" && nth === "2") continue;
      const own: Row = table === "event_heads" ? {} : { id: idOf(org, table + nth) };
      await sql`insert into ${sql(table)} ${sql({ org_id: orgId, ...own, ...row })}`;
    }
  }
}

const rowsOf = (org: string, nth: string): [string, Row][] =>
  [peopleRows, ledgerRows, listRows, fileRows, sequenceRows, afterRows, moneyRows, scoreRows].flatMap((rows) =>
    rows(wordsOf(org, nth)),
  );

type Words = ReturnType<typeof wordsOf>;
function wordsOf(org: string, nth: string) {
  const id = (word: string) => idOf(org, word + nth);
  return {
    nth,
    id,
    at: "2026-01-05T10:00:00Z",
    user: id("user"),
    lead: id("leads"),
    touch: id("communications"),
    // A code of its own, so that a reference by code cannot find one of the same name at home.
    channel: `${org}-${nth}`,
    hash: `\\x${createHash("sha256").update(id("secret")).digest("hex")}`,
  };
}

function peopleRows({ nth, id, at, user, lead, channel, hash }: Words): [string, Row][] {
  const secret = { user_id: user, expires_at: at };
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
    ["system_config", { key: "guard.touches.limit", value: 5, version: Number(nth), changed_by: user }],
    ["lead_status_history", { lead_id: lead, to_status: "new", trigger: "user", actor_id: user, at }],
    ["tags", { name: channel }],
    ["segments", { name: channel, filter: "{}", visibility: "public", owner_id: user }],
    ["lead_tags", { lead_id: lead, tag_id: id("tags") }],
    ["channels", { code: channel, channel_group: "g" }],
  ];
}

function ledgerRows({ id, at, user, lead, touch, channel }: Words): [string, Row][] {
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

function fileRows({ id, user, lead, channel }: Words): [string, Row][] {
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
  ];
}

function listRows({ id, at, user, channel }: Words): [string, Row][] {
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

function sequenceRows({ id, at, user, lead, touch, channel }: Words): [string, Row][] {
  return [
    ["nurture_sequences", { name: channel, created_by: user, live_version_id: null }],
    ["sequence_versions", { sequence_id: id("nurture_sequences"), number: 1, published_by: user }],
    ["sequence_steps", { version_id: id("sequence_versions"), position: 1, kind: "wait" }],
    [
      "lead_sequence_enrollments",
      {
        lead_id: lead,
        sequence_id: id("nurture_sequences"),
        version_id: id("sequence_versions"),
        step_id: id("sequence_steps"),
        status: "finished",
        ended_at: at,
        enrolled_by: user,
        sender_id: user,
      },
    ],
    [
      "enrollment_events",
      {
        enrollment_id: id("lead_sequence_enrollments"),
        at,
        kind: "enrolled",
        step_id: id("sequence_steps"),
        communication_id: touch,
        reason: "r",
        actor_id: user,
      },
    ],
    ["daily_outreach_batches", { user_id: user, day: at, capacity: 1 }],
    [
      "daily_outreach_items",
      {
        batch_id: id("daily_outreach_batches"),
        lead_id: lead,
        reason: "sequence",
        why: "w",
        channel,
        due_at: at,
        done_at: at,
        communication_id: touch,
        enrollment_id: id("lead_sequence_enrollments"),
        step_id: id("sequence_steps"),
      },
    ],
  ];
}

function afterRows({ nth, id, at, user, lead, channel, hash }: Words): [string, Row][] {
  return [
    ["events", { kind: "lead.created", at, lead_id: lead, via: "web", payload_hash: hash }],
    ["event_heads", { position: 1, hash }],
    ["event_cursors", { name: channel }],
    ["notifications", { user_id: user, kind: "k", event_id: id("events"), position: 1, lead_id: lead }],
    ["notification_mutes", { user_id: user, kind: "k" }],
    ["assignment_rules", { name: "r", position: 1 }],
    ["assignment_members", { rule_id: id("assignment_rules"), user_id: user }],
    ["lead_assignments", { lead_id: lead, from_user_id: user, to_user_id: user, strategy: "s", assigned_by: user, at }],
    ["notes", { lead_id: lead, author_id: user, body: "b" }],
    ["hand_overs", { lead_id: lead, asked_by: user, decided_by: user }],
    [
      "undo_entries",
      {
        command: "c",
        actor_id: user,
        lead_count: 1,
        before: "{}",
        after: "{}",
        expires_at: at,
        undone_at: at,
        undone_by: user,
      },
    ],
    [
      "bulk_actions",
      {
        started_by: user,
        ended_by: user,
        action: "delete",
        details: "{}",
        chosen: "{}",
        undo_entry_id: id("undo_entries"),
      },
    ],
    ["bulk_action_rows", { bulk_action_id: id("bulk_actions"), position: Number(nth), lead_id: lead }],
    ["saved_views", { owner_id: user, name: channel, team_id: id("teams") }],
    ["email_templates", { name: "t", channel, body: "b", owner_id: user, edited_by: user }],
    [
      "email_template_versions",
      { template_id: id("email_templates"), version: 1, body: "b", variables: "[]", edited_by: user },
    ],
    ["list_habits", { user_id: user, view_id: id("saved_views") }],
    [
      "clients",
      {
        name: "c",
        from_lead_id: lead,
        from_status: "qualified",
        converted_by: user,
        converted_at: at,
        undone_by: user,
      },
    ],
    ["duplicate_pairs", { lead_id: lead, other_id: lead, score: 1, reasons: "{}", decided_by: user }],
    [
      "lead_merges",
      { from_id: lead, into_id: lead, root_id: lead, merged_by: user, undone_by: user, at, moving_xid: "1" },
    ],
    ["lead_merge_rows", { merge_id: id("lead_merges"), place: "threads", row_id: id("threads") }],
  ];
}

function scoreRows({ nth, id, at, user, lead, touch, channel }: Words): [string, Row][] {
  return [
    ["learned_models", { version: Number(nth), model: "{}", told: "{}", leads: 1, positives: 1, learned_at: at }],
    [
      "scoring_models",
      {
        version: Number(nth),
        weights: "{}",
        fit_share: 40,
        fit_cap: 100,
        engagement_cap: 100,
        half_life_days: 30,
        hot: 75,
        warm: 50,
        cold: 25,
        created_by: user,
      },
    ],
    [
      "suggestions",
      {
        lead_id: lead,
        type: "TASK",
        status: "PENDING",
        cause: "c",
        fingerprint: nth,
        user_id: user,
        decided_by: user,
        content: "{}",
        proposed: "{}",
        reasoning: "r",
        confidence: 1,
        expires_at: at,
        communication_id: touch,
        anchor_id: touch,
        reply_to_id: touch,
        channel,
        note_id: id("notes"),
      },
    ],
    [
      "ai_runs",
      {
        user_id: user,
        lead_id: lead,
        suggestion_id: id("suggestions"),
        purpose: "suggestion",
        model: "m",
        status: "done",
        reserved_tokens: 1,
        started_at: at,
      },
    ],
    [
      "lead_score_history",
      { lead_id: lead, at, score: 1, fit: 1, engagement: 1, factors: "[]", model_version: 1, reason: "night" },
    ],
  ];
}

/** Rows whose own id is the id of what they belong to. */
export async function fillAttached(sql: Sql, org: string): Promise<void> {
  for (const nth of ["1", "2"]) {
    const org_id = idOf(org, "org");
    await sql`insert into lead_search ${sql({ org_id, id: idOf(org, `leads${nth}`), document: "delta" })}`;
    await sql`insert into event_payloads ${sql({ org_id, id: idOf(org, `events${nth}`), payload: "{}" })}`;
  }
}
