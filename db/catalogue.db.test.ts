import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";

const { admin } = await testDatabase();

// Tables without an organization, and what the application may do with them.
const globalTables = {
  users: "",
  sign_in_attempts: "",
  worker_heartbeats: "SELECT",
  lead_status_transitions: "SELECT",
};
// Who signs in is found by the hash of a secret before the organization is known; the sealer looks for what has no place yet.
const identityIndexes = [
  "api_keys_hash_key",
  "invitations_token_key",
  "password_resets_token_key",
  "organizations_slug_unique",
];
const jobIndexes = ["events_unsealed_idx"];

const isGlobal = admin`c.relname in ${admin(Object.keys(globalTables))}`;
const tables = admin`pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;

describe("every tenant table", () => {
  it("is one by the list: what has no org_id is global by name", async () => {
    const found = await admin`
      select c.relname from ${tables} and c.relname <> 'organizations' and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnotnull) order by 1`;
    expect(found.map((one) => one.relname)).toEqual(Object.keys(globalTables).sort());
  });

  it("forces row-level security on its owner too", async () => {
    expect(
      await namesOf(admin`
      select c.relname as name from ${tables} and not ${isGlobal} and not (c.relrowsecurity and c.relforcerowsecurity)`),
    ).toEqual([]);
  });

  it("has one policy for the application: all commands, the organization of the setting, read and written", async () => {
    const own = "= ( SELECT current_org_id() AS current_org_id))";
    expect(
      await namesOf(admin`
      select c.relname as name from ${tables} and not ${isGlobal} and 1 <> (
        select count(*) filter (where p.cmd = 'ALL' and p.permissive = 'PERMISSIVE' and p.qual = p.with_check
          and p.qual in (${`(org_id ${own}`}, ${`(id ${own}`}) and (p.qual like '(org_id%') = (c.relname <> 'organizations'))
          + 100 * count(*) filter (where p.policyname <> 'tenant' and not (p.policyname = 'visible' and p.permissive = 'RESTRICTIVE'))
        from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
          and p.roles && array['touchline_app', 'touchline_owner', 'public']::name[])`),
    ).toEqual([]);
  });

  it("shows more than one organization to the roles of sign-in, sealing, cleanup and search alone, by name", async () => {
    const found = await admin`
      select tablename || ' ' || array_to_string(roles, ',') || ' ' || cmd as line from pg_policies
      where schemaname = 'public' and policyname <> 'tenant' order by 1`;
    expect(found.map((one) => one.line)).toEqual([
      "api_keys touchline_system ALL",
      "attachments touchline_jobs ALL",
      "communication_transcripts touchline_search SELECT",
      "communications touchline_jobs SELECT",
      "communications touchline_search SELECT",
      "companies touchline_search SELECT",
      "event_cursors touchline_jobs SELECT",
      "event_heads touchline_jobs ALL",
      "event_payloads touchline_jobs SELECT",
      "event_payloads touchline_system INSERT",
      "events touchline_jobs ALL",
      "events touchline_system INSERT",
      "idempotency_keys touchline_jobs ALL",
      "inbound_messages touchline_search SELECT",
      "invitations touchline_system ALL",
      "lead_search touchline_search SELECT",
      "lead_sequence_enrollments touchline_jobs SELECT",
      "leads touchline_app SELECT",
      "mailboxes touchline_jobs SELECT",
      "member_mails touchline_jobs SELECT",
      "memberships touchline_system ALL",
      "notification_digests touchline_jobs SELECT",
      "organizations touchline_system ALL",
      "outreach_claims touchline_jobs ALL",
      "password_resets touchline_system ALL",
      "rollup_deltas touchline_jobs SELECT",
      "sessions touchline_system ALL",
      "view_mails touchline_jobs SELECT",
    ]);
  });

  it("leads every unique key and every index with org_id", async () => {
    expect(
      await namesOf(admin`
      select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace where not ${isGlobal} and c.relkind in ('r', 'p')
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]
          and a.attname = case c.relname when 'organizations' then 'id' else 'org_id' end)
        and i.indexrelid::regclass::text not in ${admin([...identityIndexes, ...jobIndexes])}`),
    ).toEqual([]);
  });

  it("references other tenant tables by (org_id, ...) only, and never cascades", async () => {
    expect(
      await namesOf(admin`
      select k.conname as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
      join pg_class r on r.oid = k.confrelid
      where k.contype = 'f' and (
        k.confdeltype not in ('a', 'n') or (k.confdeltype = 'n' and k.confdelsetcols is null) or k.confupdtype <> 'a'
        or (r.relname not in ${admin(Object.keys(globalTables))} and not exists (
          select from pg_attribute a, pg_attribute b
          where a.attrelid = c.oid and a.attnum = k.conkey[1] and a.attname = 'org_id'
            and b.attrelid = r.oid and b.attnum = k.confkey[1]
            and b.attname = case r.relname when 'organizations' then 'id' else 'org_id' end)))`),
    ).toEqual([]);
  });

  it("has a foreign key on whatever names another row, but where history must outlive it", async () => {
    const found = await admin`
      select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname not in ('id', 'org_id')
        and (a.atttypid = 'uuid'::regtype or a.attname = 'channel')
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)) order by 1`;
    expect(found.map((one) => one.name)).toEqual([
      "collision_incidents.channel",
      "communications.message_group",
      "dnc_entries.channel",
      "events.actor_id",
      "events.lead_id",
      "inbound_messages.channel",
      "lead_merge_rows.row_id",
      "lead_outreach.lead_id",
      "leads.last_communication_id",
      "leads.last_contacted_by",
      "leads.last_thread_id",
      "mailboxes.channel",
      "outreach_rollups.channel",
      "outreach_rollups.ref",
      "outreach_rollups.user_id",
      "password_resets.created_by",
      "rollup_deltas.channel",
      "rollup_deltas.lead_id",
      "rollup_deltas.user_id",
      "rollups_daily.channel",
      "rollups_daily.user_id",
      "sequence_triggerings.cause_id",
      "threads.channel",
    ]);
    const attached =
      await admin`select conname from pg_constraint where conname in ('lead_search_lead_fk', 'event_payloads_event_fk')`;
    expect(attached).toHaveLength(2);
  });

  it("has its key on (org_id, id), so that others can reference it", async () => {
    expect(
      await namesOf(admin`
      select c.relname as name from ${tables} and not ${isGlobal} and c.relname not in ('organizations', 'event_heads') and not exists (
        select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'
          and pg_get_constraintdef(k.oid) = 'PRIMARY KEY (org_id, id)')`),
    ).toEqual([]);
  });

  it("holds one of each by these keys, beside its primary key", async () => {
    const found = await admin`
      select c.relname || ' ' || substring(pg_get_indexdef(i.indexrelid) from 'USING \\w+ (.*)$') as line
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion) and not i.indisprimary order by 1`;
    expect(found.map((one) => one.line)).toEqual([
      "api_keys (hash)",
      "assignment_members (org_id, rule_id, user_id)",
      "autonomy_settings (org_id, user_id, action) NULLS NOT DISTINCT",
      "budget_accounts (org_id, name)",
      "budget_transactions (org_id, account_id, seq)",
      "budget_transactions (org_id, reverses_id) WHERE (reverses_id IS NOT NULL)",
      'bulk_action_rows (org_id, bulk_action_id, "position")',
      "bulk_action_rows (org_id, bulk_action_id, lead_id)",
      "call_results (org_id, communication_id)",
      "campaigns (org_id, lower(name)) WHERE (archived_at IS NULL)",
      "channels (org_id, code)",
      "clients (org_id, from_lead_id) WHERE (undone_at IS NULL)",
      "communication_events (org_id, provider, provider_event_id)",
      "communication_transcripts (org_id, communication_id)",
      "communications (org_id, enrollment_id, step_id) WHERE ((enrollment_id IS NOT NULL) AND (status <> 'cancelled'::text))",
      "communications (org_id, idempotency_key) WHERE (idempotency_key IS NOT NULL)",
      "communications (org_id, message_id, direction, lead_id) WHERE ((message_id IS NOT NULL) AND (NOT twin))",
      "communications (org_id, provider, provider_message_id, lead_id) WHERE ((provider_message_id IS NOT NULL) AND (NOT twin))",
      "communications (org_id, read_as_id) WHERE (read_as_id IS NOT NULL)",
      "companies (org_id, domain) WHERE (NOT free_mail)",
      "contact_guards (org_id, scope, scope_key, channel_group, span)",
      "contact_points (org_id, contact_id, kind, norm) WHERE (contact_id IS NOT NULL)",
      "contact_points (org_id, lead_id, kind, norm)",
      "daily_outreach_batches (org_id, user_id, day)",
      "daily_outreach_items (org_id, batch_id, lead_id) WHERE ((enrollment_id IS NULL) AND (suggestion_id IS NULL))",
      "daily_outreach_items (org_id, communication_id) WHERE (communication_id IS NOT NULL)",
      "daily_outreach_items (org_id, enrollment_id, step_id) WHERE (enrollment_id IS NOT NULL)",
      "daily_outreach_items (org_id, suggestion_id) WHERE (suggestion_id IS NOT NULL)",
      "delivery_attempts (org_id, communication_id) WHERE (ended_at IS NULL)",
      "delivery_attempts (org_id, communication_id, number)",
      "dnc_entries (org_id, value_norm, kind, COALESCE(channel, ''::text)) WHERE (revoked_at IS NULL)",
      "dnc_removals (org_id, entry_id) WHERE (decision IS NULL)",
      "dnc_reviews (org_id, entry_id)",
      "duplicate_pairs (org_id, lead_id, other_id)",
      "email_template_versions (org_id, template_id, version)",
      "event_cursors (org_id, name)",
      'events (org_id, "position") WHERE ("position" IS NOT NULL)',
      "external_links (org_id, system, external_id)",
      "fx_rates (org_id, currency, base_currency, day)",
      "hand_overs (org_id, lead_id, asked_by) WHERE (state = 'open'::text)",
      "idempotency_keys (org_id, principal, route, key)",
      "import_rows (org_id, import_id, number)",
      "inbound_messages (org_id, message_id, body_hash)",
      "integrity_runs (org_id) WHERE (state = 'running'::text)",
      "invitations (token_hash)",
      "lead_contacts (org_id, lead_id, contact_id)",
      "lead_merges (org_id, from_id) WHERE (undone_at IS NULL)",
      "lead_outreach (org_id, lead_id)",
      "lead_sequence_enrollments (org_id, lead_id) WHERE ((status = ANY (ARRAY['active'::text, 'paused'::text, 'parked'::text])) AND (NOT alongside))",
      "lead_sequence_enrollments (org_id, lead_id, sequence_id) WHERE (status = ANY (ARRAY['active'::text, 'paused'::text, 'parked'::text]))",
      "lead_snoozes (org_id, lead_id)",
      "lead_source_costs (org_id, source_id, month, kind)",
      "lead_sources (org_id, arrives_as)",
      "lead_tags (org_id, lead_id, tag_id)",
      "learned_models (org_id, version)",
      "list_habits (org_id, user_id)",
      "mailboxes (org_id, channel) WHERE is_default",
      "mailboxes (org_id, channel, address_norm) WHERE (state <> 'disconnected'::text)",
      "member_goals (org_id, user_id)",
      "member_mails (org_id, user_id, key)",
      "memberships (org_id, user_id)",
      "notification_digests (org_id, user_id)",
      "notification_mutes (org_id, user_id, kind)",
      "notifications (org_id, event_id, user_id)",
      "nurture_sequences (org_id, lower(name)) WHERE (state <> 'archived'::text)",
      "oauth_connections (org_id, mailbox_id)",
      "oauth_requests (org_id, state_hash)",
      "organizations (slug)",
      "outreach_claims (org_id, scope_key, channel_group)",
      "outreach_moves (org_id, version)",
      "outreach_rollups (org_id, kind, from_until, from_after, to_since, to_before, channel, user_id, ref, value) INCLUDE (n, m, begun) NULLS NOT DISTINCT",
      "password_resets (token_hash)",
      "rollups_daily (org_id, day, hour, user_id, channel, direction) NULLS NOT DISTINCT",
      "saved_views (org_id, owner_id, lower(name)) WHERE (deleted_at IS NULL)",
      "scoring_models (org_id, version)",
      'sequence_steps (org_id, version_id, "position")',
      "sequence_triggerings (org_id, sequence_id, lead_id) WHERE ((kind = 'segment_entered'::text) AND (left_at IS NULL))",
      "sequence_triggerings (org_id, sequence_id, lead_id, cause_id)",
      "sequence_versions (org_id, sequence_id) WHERE (frozen_at IS NULL)",
      "sequence_versions (org_id, sequence_id, number)",
      "suggestions (org_id, communication_id) WHERE (communication_id IS NOT NULL)",
      "suggestions (org_id, lead_id, fingerprint)",
      "system_config (org_id, key, version)",
      "tags (org_id, name)",
      "teams (org_id, name)",
      "thread_links (org_id, lead_id, message_id)",
      "threads (org_id, lead_id, root_key)",
      "users (email)",
      "view_mails (org_id, user_id, view, query)",
    ]);
  });
});

describe("what runs with other rights", () => {
  it("is no view: each one sees what its reader may see", async () => {
    expect(
      await namesOf(admin`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and (c.relkind = 'm'
        or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']))`),
    ).toEqual([]);
  });

  it("pins its search_path", async () => {
    expect(
      await namesOf(admin`
      select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not coalesce(p.proconfig, '{}') @> array['search_path=public, pg_temp']`),
    ).toEqual([]);
  });

  it("belongs to touchline_owner, touchline_search or, the door to the jobs, touchline_jobs; what searches is for the application alone", async () => {
    expect(
      await namesOf(admin`
      select p.oid::regprocedure::text as name from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and not (r.rolname = 'touchline_owner'
        or (r.rolname = 'touchline_jobs' and p.proname = 'enqueue_job') or (
        r.rolname = 'touchline_search' and not has_function_privilege('public', p.oid, 'execute')
        and has_function_privilege('touchline_app', p.oid, 'execute')
        and not has_function_privilege('touchline_system', p.oid, 'execute')))`),
    ).toEqual([]);
    const [count] =
      await admin`select count(*)::int as n from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = 'touchline_search'`;
    expect(count?.n).toBeGreaterThan(0);
  });

  it("answers a call of the roles it is for, by name", async () => {
    const found = await admin`
      select p.proname || ': ' || coalesce((select string_agg(coalesce(r.rolname, 'everybody'), ' ' order by r.rolname)
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a left join pg_roles r on r.oid = a.grantee
        where a.grantee <> p.proowner), 'nobody') as line
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype order by 1`;
    // nobody: what the triggers of its own tables call, and no role.
    expect(found.map((one) => one.line)).toEqual([
      "count_people_at: touchline_app",
      "enqueue_job: touchline_app",
      "erase_merged: touchline_app",
      "erase_person: touchline_app",
      "fold_rollups: touchline_app",
      "forget_import_words: touchline_app",
      "is_shared_point: touchline_app",
      "join_threads: touchline_app",
      "leads_at: touchline_app",
      "mend_sums: touchline_app",
      "merge_leads: touchline_app",
      "people_in_play: touchline_app",
      "post_budget_transaction: touchline_app",
      "purge_lead: touchline_app",
      "rebuild_rollups: touchline_app",
      "recompute_lead_summary: nobody",
      "recompute_thread_summary: nobody",
      "recount_leads: touchline_app",
      "refresh_outreach: nobody",
      "refresh_statistics: touchline_jobs",
      "search_companies: touchline_app",
      "search_leads: touchline_app",
      "search_transcripts: touchline_app",
      "similar_companies: touchline_app",
      "similar_touch: touchline_app",
      "tell_moves: nobody",
      "unmerge_lead: touchline_app",
      "waiting_mail: touchline_app",
      "write_lead_search: nobody",
    ]);
  });
});

describe("the roles", () => {
  it("cannot step over the walls: no superuser, no bypass, no role or database making, no membership in another", async () => {
    expect(
      await namesOf(admin`
      select rolname as name from pg_roles where rolname like 'touchline\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all select m.member::regrole::text from pg_auth_members m where m.member::regrole::text in ('touchline_app', 'touchline_system', 'touchline_jobs')`),
    ).toEqual([]);
  });

  it("own nothing, but the owner, the one that searches, and the job schema of the worker", async () => {
    expect(
      await namesOf(admin`
      select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner
        where r.rolname in ('touchline_app', 'touchline_system', 'touchline_search')
      union all select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname in ('touchline_app', 'touchline_system', 'touchline_jobs')
          and not (r.rolname = 'touchline_jobs' and (p.pronamespace = 'graphile_worker'::regnamespace or p.proname = 'enqueue_job'))
      union all select n.nspname from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname in ('touchline_app', 'touchline_system', 'touchline_search')
      union all select 'create in public: ' || r.rolname from pg_roles r
        where r.rolname in ('touchline_app', 'touchline_system', 'touchline_jobs') and has_schema_privilege(r.rolname, 'public', 'create')`),
    ).toEqual([]);
  });

  it("of sign-in sees nothing of the CRM, and everybody nothing at all", async () => {
    const found = await admin`
      select distinct table_name as name from information_schema.table_privileges
      where table_schema = 'public' and grantee = 'touchline_system' and privilege_type in ('SELECT', 'UPDATE', 'DELETE') order by 1`;
    expect(found.map((one) => one.name)).toEqual([
      "api_keys",
      "invitations",
      "lead_status_transitions",
      "memberships",
      "organizations",
      "password_resets",
      "sessions",
      "sign_in_attempts",
      "users",
      "worker_heartbeats",
    ]);
    expect(
      await namesOf(
        admin`select table_name as name from information_schema.table_privileges where table_schema = 'public' and grantee = 'PUBLIC'`,
      ),
    ).toEqual([]);
  });
});

describe("the application's rights", () => {
  it("never reach TRUNCATE, REFERENCES or TRIGGER, and DELETE only where nothing is history", async () => {
    const found = await admin`
      select table_name || ' ' || privilege_type as line from information_schema.table_privileges
      where table_schema = 'public' and grantee = 'touchline_app' and privilege_type not in ('SELECT', 'INSERT', 'UPDATE') order by 1`;
    expect(found.map((one) => one.line)).toEqual([
      "assignment_members DELETE",
      "contact_points DELETE",
      "external_links DELETE",
      "lead_source_costs DELETE",
      "lead_tags DELETE",
      "notification_mutes DELETE",
      "oauth_requests DELETE",
      "outreach_claims DELETE",
      "segments DELETE",
      "sequence_steps DELETE",
      "tags DELETE",
      "teams DELETE",
      "view_mails DELETE",
    ]);
  });

  it("on global tables are those of the list", async () => {
    for (const [name, rights] of Object.entries(globalTables)) {
      const found =
        await admin`select privilege_type from information_schema.table_privileges where table_name = ${name} and grantee = 'touchline_app'`;
      expect([name, found.map((one) => one.privilege_type).join()]).toEqual([name, rights]);
    }
  });

  it("never reach what is derived, immutable or the sealer's", async () => {
    expect(
      await namesOf(admin`
      select table_name || '.' || column_name || ' ' || privilege_type as name from information_schema.column_privileges
      where grantee = 'touchline_app' and table_name || '.' || column_name in ${admin(forbidden("UPDATE"))} and privilege_type = 'UPDATE'
      union all
      select table_name || '.' || column_name || ' ' || privilege_type from information_schema.column_privileges
      where grantee = 'touchline_app' and table_name || '.' || column_name in ${admin(forbidden("INSERT"))} and privilege_type = 'INSERT'`),
    ).toEqual([]);
  });

  it("change nothing of append-only tables but the columns that say how it went on", async () => {
    const found = await admin`
      select table_name as name, string_agg(column_name, ' ' order by column_name) as columns from information_schema.column_privileges
      where grantee = 'touchline_app' and privilege_type = 'UPDATE' and table_name in ${admin(appendOnly)} group by 1 order by 1`;
    expect(found.map((one) => `${one.name}: ${one.columns}`)).toEqual([
      "collision_incidents: resolution updated_at",
      "communication_events: is_machine updated_at",
      "contact_guards: released_at span updated_at",
      "dnc_entries: revoked_at revoked_by revoked_reason second_approver updated_at",
      "dnc_removals: decided_at decided_by decision decision_reason updated_at",
      "duplicate_pairs: decided_at decided_by reasons score state updated_at",
      "hand_overs: decided_at decided_by state updated_at",
      "notifications: read_at updated_at",
      "outreach_overrides: reviewed_at reviewed_by updated_at",
    ]);
  });
});

const appendOnly = [
  "communication_events",
  "collision_incidents",
  "contact_guards",
  "consents",
  "dnc_entries",
  "dnc_removals",
  "dnc_reviews",
  "outreach_overrides",
  "lead_status_history",
  "lead_assignments",
  "hand_overs",
  "notifications",
  "events",
  "event_payloads",
  "event_heads",
  "idempotency_keys",
  "lead_search",
  "lead_merges",
  "lead_merge_rows",
  "enrollment_events",
  "duplicate_pairs",
  "system_config",
];

const summary =
  "contact_count first_contacted_at last_contacted_at last_contact_channel last_contacted_by last_communication_id reply_count last_response_at first_response_seconds last_activity_at last_thread_id";

function forbidden(right: "INSERT" | "UPDATE"): string[] {
  const columns: Record<string, string> = {
    leads: `${summary} status furthest_stage ${right === "UPDATE" ? "org_id id created_at status_changed_at owner_id merged_into_id" : ""}`,
    events: `position prev_hash hash xid ${right === "UPDATE" ? "kind at lead_id payload_hash actor_id" : ""}`,
    communications:
      right === "UPDATE"
        ? "org_id id lead_id company_id user_id actor_name source intent channel direction counts_as_contact to_address to_norm occurred_at guard_kind override_id idempotency_key corrects_id created_at twin enrollment_id step_id"
        : "",
    threads: right === "UPDATE" ? "org_id id lead_id channel last_inbound_at last_outbound_at" : "",
  };
  return Object.entries(columns).flatMap(([table, list]) =>
    list
      .split(" ")
      .filter(Boolean)
      .map((column) => `${table}.${column}`),
  );
}

async function namesOf(query: PromiseLike<Iterable<unknown>>): Promise<string[]> {
  return [...(await query)].map((row) => String((row as { name: string }).name));
}
