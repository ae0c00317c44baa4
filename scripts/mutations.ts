import type postgres from "postgres";

/** A guarantee, the SQL that takes it away, and the tests that must notice. */
export type Mutation = { guarantee: string; sql: string; tests: string[] };

const walls = ["db/catalogue", "db/walls"];
const ledger = ["lib/communications/ledger-laws"];
const model = ["lib/communications/ledger-model"];
const slots = ["lib/outreach/slot-laws"];
const voice = ["lib/outreach/one-voice"];
const list = ["lib/dnc/dnc-laws"];
const race = ["lib/dnc/opt-out-race"];
const search = ["lib/leads/list-queries"];

// A trigger that is not here has no test, and survives.
const testsOfTrigger: Record<string, string[]> = {
  add_default_channels: slots,
  apply_status_change: ["lib/leads/lead-commands"],
  count_as_channel_says: slots,
  guard_communication_changes: ledger,
  guard_slot_changes: slots,
  index_changed_lead: search,
  index_company_leads: search,
  index_new_leads: search,
  keep_dnc_removed: list,
  keep_sealed: ["lib/events/"],
  lock_new_dnc_entry: list,
  refuse_dnc_changed: list,
  refuse_dnc_new: list,
  require_slot: slots,
  require_slot_of_draft: slots,
  sum_up_changed_touches: model,
  sum_up_new_touches: model,
};

/** Everything the catalogue holds that can be dropped one by one: triggers, policies, foreign keys, unique keys. */
export async function catalogueMutations(sql: postgres.Sql): Promise<Mutation[]> {
  const triggers = await sql<{ name: string; table: string }[]>`
    select t.tgname as name, c.relname as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 2, 1`;
  const policies = await sql<{ name: string; table: string }[]>`
    select policyname as name, tablename as table from pg_policies where schemaname = 'public' order by 2, 1`;
  const keys = await sql<{ name: string; table: string }[]>`
    select k.conname as name, c.relname as table from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and r.relname not in ('users', 'organizations') order by 1`;
  return [
    ...triggers.map(({ name, table }) => ({
      guarantee: `trigger ${name} on ${table}`,
      sql: `drop trigger ${name} on ${table}`,
      tests: testsOfTrigger[name] ?? [],
    })),
    ...policies.map(({ name, table }) => ({
      guarantee: `policy ${name} on ${table}`,
      sql: `drop policy ${name} on ${table}`,
      tests: ["db/catalogue"],
    })),
    ...policies
      .filter(({ name }) => name === "tenant")
      .map(({ table }) => ({
        guarantee: `policy tenant on ${table} asks for the organization`,
        sql: `alter policy tenant on ${table} using (true) with check (true)`,
        tests: ["db/walls"],
      })),
    ...keys.map(({ name, table }) => ({
      guarantee: `foreign key ${name}`,
      sql: `alter table ${table} drop constraint ${name}`,
      tests: ["db/catalogue"],
    })),
  ];
}

const weaken = (guarantee: string, sql: string, tests: string[]): Mutation => ({ guarantee, sql, tests });
const noLock = (name: string, args: string) =>
  `create or replace function ${name}(${args}) returns void language sql as ''`;

/** What has to be taken away by hand. */
export const chosenMutations: Mutation[] = [
  weaken(
    "one voice: the exclusion constraint",
    "alter table contact_guards drop constraint contact_guards_one_voice",
    voice,
  ),
  weaken(
    "one voice: raw SQL meets the constraint",
    "alter table contact_guards drop constraint contact_guards_one_voice",
    slots,
  ),
  weaken(
    "a touch waits for the opt-out being added",
    noLock("lock_dnc_values", "p_lead uuid, p_kind text, p_norm text"),
    race,
  ),
  weaken(
    "an opt-out waits for the touch under way",
    noLock("lock_dnc_entries", "p_kinds text[], p_values text[]"),
    race,
  ),
  weaken("an entry for a domain covers its hosts", replaceInside("dnc_values(uuid, text, text)", "i:]", "1:]"), list),
  weaken(
    "an entry for a person stops every address",
    replaceInside("dnc_values(uuid, text, text)", "'person'", "'nobody'"),
    list,
  ),
  weaken(
    "a removed entry stops nothing",
    replaceInside("find_dnc_entries(uuid, text, text, text, timestamptz)", "e.revoked_at is null", "true"),
    list,
  ),
  weaken(
    "an entry ends with its time",
    replaceInside("find_dnc_entries(uuid, text, text, text, timestamptz)", "e.expires_at > p_at", "true"),
    list,
  ),
  weaken(
    "inbound is never our attempt",
    replaceInside("is_attempt(communications)", "c.direction = 'outbound' and", ""),
    model,
  ),
  weaken(
    "an answered touch counts as an answer",
    replaceInside("response_at(communications)", "c.replied_at", "null::timestamptz"),
    model,
  ),
  weaken(
    "a back-dated touch is not the last one",
    replaceInside("sum_up_touches()", "is not false as is_last", "is not null as is_last"),
    model,
  ),
  weaken(
    "a first touch before an answer recounts",
    replaceInside("sum_up_touches()", "stale := coalesce(stale, '{}')", "stale := '{}'"),
    model,
  ),
  weaken(
    "a slot covers the whole window",
    replaceInside("require_slot()", "g.span @> coalesce(new.scheduled_for, new.occurred_at)", "true"),
    slots,
  ),
  weaken(
    "a slot is of its channel group",
    replaceInside("require_slot()", "g.channel_group = ch.channel_group", "true"),
    slots,
  ),
  weaken(
    "search asks for the organization",
    replaceInside("search_leads(text, integer)", "s.org_id = current_org_id() and", ""),
    ["db/walls"],
  ),
  weaken(
    "search belongs to nobody but the application",
    "grant execute on function search_leads(text, integer) to public",
    walls,
  ),
  weaken(
    "definer functions pin their search_path",
    "alter function recompute_lead_summary(uuid[]) reset search_path",
    walls,
  ),
  weaken("views see what their reader sees", "alter view lead_contact_status reset (security_invoker)", walls),
  weaken("the owner is under the policies", "alter table leads no force row level security", walls),
  weaken("row-level security is on", "alter table communications disable row level security", ["db/walls"]),
  weaken("the ledger is never deleted from", "grant delete on communications to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("the ledger is never truncated", "grant truncate on communications to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("a touch keeps its lead by column rights", "grant update (lead_id) on communications to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("a touch keeps the address it was guarded for", "grant update (to_norm) on communications to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("a status moves by its history alone", "grant update (status) on leads to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("summaries are derived", "grant update (contact_count) on leads to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  weaken("summaries are derived from the first day", "grant insert (contact_count) on leads to touchline_app", [
    "db/catalogue",
    ...ledger,
  ]),
  ...[
    "collision_incidents",
    "outreach_overrides",
    "lead_status_history",
    "dnc_entries",
    "contact_guards",
    "events",
    "event_payloads",
  ].flatMap((table) => [
    weaken(`${table} is never deleted from`, `grant delete on ${table} to touchline_app`, ["db/catalogue"]),
    weaken(`${table} is never rewritten`, `grant update on ${table} to touchline_app`, ["db/catalogue"]),
  ]),
  weaken("a plan needs a guard", "alter table communications drop constraint communications_gate_check", ledger),
  weaken(
    "a fact is never queued",
    "alter table communications drop constraint communications_direction_status_check",
    ledger,
  ),
  weaken(
    "an answer never lies before its touch",
    "alter table communications drop constraint communications_replied_check",
    ledger,
  ),
  weaken(
    "an override shows its record",
    "alter table communications drop constraint communications_override_check",
    slots,
  ),
  weaken("one touch per idempotency key", "drop index communications_idempotency_key", ledger),
  weaken("one row per message and lead", "drop index communications_message_key", ledger),
  weaken("one row per provider's message and lead", "drop index communications_provider_key", ledger),
  weaken("a legal opt-out never ends", "alter table dnc_entries drop constraint dnc_entries_legal_check", list),
  weaken("one entry per value", "drop index dnc_entries_active_key", list),
  weaken("what a lead may become", "insert into lead_status_transitions values ('new', 'converted', false, 'rep')", [
    "lib/leads/lead-commands",
  ]),
];

// The function as it stands, with one piece of its text replaced; fails when the piece is not there.
function replaceInside(name: string, piece: string, by: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return `do $mutation$ declare source text := pg_get_functiondef('${name}'::regprocedure); begin
    if position(${quoted(piece)} in source) = 0 then raise exception 'nothing to replace in ${name}'; end if;
    execute replace(source, ${quoted(piece)}, ${quoted(by)}); end $mutation$`;
}
