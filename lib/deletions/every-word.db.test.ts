import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { idOf } from "@/db/testing/wall-words";
import { fillAttached, fillOrganization, readCatalogue } from "@/db/testing/walls";
import type { Actor, Context } from "@/lib/core/context";
import { currentTime, minusDays } from "@/lib/core/time";
import { erasePerson } from "@/lib/erasure/erase-person";
import { purgeLeads } from "./purge-leads";

// Columns that may keep their words, each with why: a new column is judged here without anybody naming it.
const mayStay: Record<string, string[]> = {
  "a code, a kind or a currency of the product": [
    ...["attachments.media_type", "clients.currency", "collision_incidents.channel", "collision_incidents.code"],
    ...["communication_events.provider", "communication_transcripts.language", "communications.error_code"],
    ...[
      "communications.provider",
      "contact_guards.channel_group",
      "daily_outreach_items.tone",
      "delivery_attempts.worker",
    ],
    ...[
      "dnc_entries.channel",
      "duplicate_pairs.reasons",
      "lead_score_history.factors",
      "lead_sequence_enrollments.stop_reason",
    ],
    ...["lead_status_history.from_status", "leads.currency", "leads.last_contact_channel", "outreach_overrides.codes"],
    ...[
      "outreach_overrides.role",
      "sequence_triggerings.code",
      "suggestions.cause",
      "suggestions.model",
      "ai_runs.model",
    ],
    ...["threads.channel", "import_rows.problems", "bulk_action_rows.before"],
  ],
  "an id or a hash that says nothing by itself, by which a second arrival is recognized": [
    ...["communication_events.provider_event_id", "communications.idempotency_key", "communications.in_reply_to"],
    ...["communications.message_id", "communications.provider_message_id", "communications.references"],
    ...["inbound_messages.about_message_id", "inbound_messages.body_hash", "inbound_messages.in_reply_to"],
    ...["inbound_messages.message_id", "inbound_messages.references", "thread_links.message_id", "threads.root_key"],
    ...["suggestions.fingerprint", "bulk_action_rows.asked_for"],
  ],
  "words of the product or of a provider about itself": [
    ...["ai_runs.error", "bulk_action_rows.reason", "bulk_action_rows.undo_reason"],
  ],
  "the organization's own, or a colleague's": [
    "communications.actor_name",
    "communications.corporate_domain",
    "leads.source",
  ],
  "somebody else's: the part another person plays": ["lead_contacts.role"],
  "why somebody skipped a day's item, chosen from a list or said of the day": ["daily_outreach_items.skip_reason"],
  "found by value, which these rows do not have: erasure.db.test.ts": [
    ...["contact_guards.scope_key", "contact_guards.shared_point"],
    ...["dnc_entries.evidence", "dnc_entries.reason", "dnc_entries.revoked_reason", "dnc_entries.value_norm"],
  ],
  "why an entry was taken off the list, and by whom: the proof that it was lawful": [
    ...["dnc_removals.decision_reason", "dnc_removals.reason", "dnc_reviews.reason"],
  ],
};
const allowed = Object.values(mayStay).flat();

const { admin } = await testDatabase();
const catalogue = await readCatalogue(admin);

/** A word that a column may hold: of the lead's rows, and no code that a check lists. */
type Column = { table: string; name: string; type: string };
let columns: Column[];
beforeAll(async () => {
  const ofPeople = tablesOfPeople();
  columns = await admin<Column[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relname = any (${ofPeople}) and c.relnamespace = 'public'::regnamespace
      and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'citext')
      and not exists (select from pg_constraint k where k.conrelid = c.oid and a.attnum = any (k.conkey)
        and (k.contype in ('f', 'p') or k.contype = 'c' and pg_get_constraintdef(k.oid) ~ ('\\m' || a.attname || ' = ANY|\\m' || a.attname || ' = ''')))
    order by 1, 2`;
  await admin.unsafe(`do $$ declare k record; begin
    for k in select conrelid::regclass as t, conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace loop
      execute format('alter table %s drop constraint %I', k.t, k.conname);
    end loop; end $$`);
});

/** Leads and whatever leads to one by its references, over as many tables as it takes. */
function tablesOfPeople(): string[] {
  const found = new Set(["leads", "lead_search", "event_payloads"]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { table, to } of catalogue.references) if (found.has(to)) found.add(table);
  }
  return [...found];
}

// Told apart by the row, for the columns that are unique.
const secret: Record<string, string> = {
  text: "'zebra ' || id",
  citext: "'zebra ' || id",
  "text[]": "array['zebra ' || id]",
  jsonb: "jsonb_build_object('zebra', id)",
};

/** One row in every table, with the word in each column that takes it. */
async function fill(org: string): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await fillOrganization(sql, org);
    await fillAttached(sql, org);
    for (const { table, name, type } of columns)
      await sql.unsafe(`update ${table} set "${name}" = ${secret[type]} where org_id = '${idOf(org, "org")}'`);
    await sql`update communications set intent = 'happened', status = 'logged' where org_id = ${idOf(org, "org")}`;
    await sql`delete from lead_merge_rows where org_id = ${idOf(org, "org")}`;
    await sql`delete from lead_merges where org_id = ${idOf(org, "org")}`;
  });
}

async function remaining(org: string): Promise<string[]> {
  const found: string[] = [];
  for (const { table, name } of columns) {
    const rows = await admin.unsafe(
      `select 1 from ${table} where org_id = '${idOf(org, "org")}' and "${name}"::text ~ 'zebra' limit 1`,
    );
    if (rows.length > 0) found.push(`${table}.${name}`);
  }
  return found;
}

const ways: [string, (ctx: Context, leads: string[]) => Promise<unknown>][] = [
  [
    "erased",
    async (ctx, leads) => {
      for (const lead_id of leads) await erasePerson(ctx, { lead_id });
    },
  ],
  ["purged", (ctx) => purgeLeads(ctx, {})],
];
it.each(ways)("a person who is %s leaves no word in any column of any table", async (way, leave) => {
  await fill(way);
  const [orgId, userId] = [idOf(way, "org"), idOf(way, "user1")];
  const now = currentTime();
  await admin`update leads set deleted_at = ${minusDays(now, 4000)}, purged_at = null where org_id = ${orgId}`;
  await admin`insert into system_config ${admin({ org_id: orgId, key: "leads.purge_after_days", value: admin.json(30), changed_by: userId })}`;
  const actor: Actor = { userId, name: "Admin", role: "admin", via: "web", scopes: [] };
  await leave({ orgId, timezone: "UTC", defaultRegion: "US", actor, now, requestId: "r" }, [
    idOf(way, "leads1"),
    idOf(way, "leads2"),
  ]);
  expect((await remaining(way)).filter((column) => !allowed.includes(column))).toEqual([]);
});
