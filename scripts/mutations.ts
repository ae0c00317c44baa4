/** A guarantee, the SQL that takes it away, the tests that must notice, and words of the one that is meant for it. */
export type Mutation = { guarantee: string; sql: string; tests: string[]; named?: string };

const walls = ["db/catalogue", "db/walls"];
const ledger = ["lib/communications/ledger-laws"];
const model = ["lib/communications/ledger-model"];
const slots = ["lib/outreach/slot-laws"];
const voice = ["lib/outreach/one-voice"];
const list = ["lib/dnc/dnc-laws"];
const race = ["lib/dnc/opt-out-race"];

// Words of the test that is meant for a guarantee, where its file holds many.
const namedTests: Record<string, string> = {
  "one voice: the exclusion constraint": "at one address in two lead rows",
  "one voice: raw SQL meets the constraint": "meets the constraint when somebody has the slot",
  "a touch waits for the opt-out being added": "a touch and an opt-out at the same moment",
  "an opt-out waits for the touch under way": "a touch and an opt-out at the same moment",
  "an entry for a domain covers its hosts": "by the domain above it stops",
  "an entry for a person stops every address": "by person stops",
  "a removed entry stops nothing": "that was removed stops",
  "an entry ends with its time": "that ran out yesterday stops",
  "inbound is never our attempt": "every kind of touch on a lead that is new",
  "an answered touch counts as an answer": "every kind of touch on a lead that is new",
  "a back-dated touch is not the last one": "any story",
  "a first touch before an answer recounts": "any story",
  "a slot covers the whole window": "at commit with slots of last year",
  "a slot is of its channel group": "slots of another channel group",
  "a plan needs a guard": "a plan without a word on its guard",
  "a fact is never queued": "a fact that is still to be sent",
  "an answer never lies before its touch": "an answer before it",
  "an override shows its record": "that says it was overridden",
  "one touch per idempotency key": "twice under one idempotency key",
  "one row per message and lead": "twice under one idempotency key",
  "one row per provider's message and lead": "twice under one idempotency key",
  "a legal opt-out never ends": "no end for a legal opt-out",
  "one entry per value": "takes no second entry of the same",
  "what a lead may become": "goes from new where",
  "search asks for the organization": "through the functions that run with other rights",
};

const weaken = (guarantee: string, sql: string, tests: string[]): Mutation => ({
  guarantee,
  sql,
  tests,
  named: namedTests[guarantee],
});
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
export function replaceInside(name: string, piece: string, by: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  return `do $mutation$ declare source text := pg_get_functiondef('${name}'::regprocedure); begin
    if position(${quoted(piece)} in source) = 0 then raise exception 'nothing to replace in ${name}'; end if;
    execute replace(source, ${quoted(piece)}, ${quoted(by)}); end $mutation$`;
}
