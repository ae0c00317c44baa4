import { type Mutation, noLock, replaceInside, weaken } from "@/scripts/mutation";
import { batch, drafts, ledger, list, model, race, replies, slots, voice, walls } from "@/scripts/mutation-tests";

const takeClaim = "take_claim(uuid, text, uuid, timestamptz, integer)";

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
    replaceInside("sum_up_touch(communications)", ") is not false", ") is not null"),
    model,
  ),
  weaken(
    "a back-dated touch of a batch is not the last one",
    replaceInside("sum_up_touches()", "is not false as is_last", "is not null as is_last"),
    batch,
  ),
  weaken(
    "a first touch before an answer recounts",
    replaceInside("sum_up_touch(communications)", "l.reply_count > 0 or answer is not null", "false"),
    model,
  ),
  weaken(
    "a first touch before an answer recounts in a batch",
    replaceInside("sum_up_touches()", "stale := coalesce(stale, '{}')", "stale := '{}'"),
    batch,
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
  weaken("a lead moves by its assignment alone", "grant update (owner_id) on leads to touchline_app", [
    "db/catalogue",
    "lib/leads/visibility",
  ]),
  weaken("who sees their own leads sees no other", "alter policy visible on leads using (true)", [
    "lib/leads/visibility",
  ]),
  weaken(
    "nobody reviews their own override",
    "alter table outreach_overrides drop constraint outreach_overrides_second_person_check",
    ["lib/collisions/review-override"],
  ),
  weaken("nobody decides their own question", "alter table hand_overs drop constraint hand_overs_second_person_check", [
    "lib/leads/visibility",
  ]),
  weaken("one notification per event and person", "alter table notifications drop constraint notifications_once_key", [
    "lib/notifications/record-notifications",
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
    "lead_assignments",
    "hand_overs",
    "notifications",
    "system_config",
    "consents",
    "dnc_entries",
    "dnc_removals",
    "dnc_reviews",
    "contact_guards",
    "events",
    "event_payloads",
  ].flatMap((table) => [
    weaken(`${table} is never deleted from`, `grant delete on ${table} to touchline_app`, ["db/catalogue"]),
    weaken(`${table} is never rewritten`, `grant update on ${table} to touchline_app`, ["db/catalogue"]),
  ]),
  weaken(
    "a reply's slot is of its kind",
    "alter table contact_guards drop constraint contact_guards_reply_check",
    replies,
  ),
  weaken(
    "an answer is of its conversation",
    replaceInside("holds_reply_slot(communications)", "and p.thread_id is not distinct from c.thread_id", ""),
    replies,
  ),
  weaken(
    "a message of theirs is answered once",
    replaceInside("holds_reply_slot(communications)", "o.occurred_at >= p.occurred_at", "false"),
    replies,
  ),
  weaken(
    "an answer's slot does not end",
    replaceInside("holds_reply_slot(communications)", "and upper_inf(g.span)", ""),
    replies,
  ),
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
  weaken("a removal has a second person", "alter table dnc_removals drop constraint dnc_removals_second_person_check", [
    "lib/dnc-removals/removals",
  ]),
  weaken("an entry is removed by two", "alter table dnc_entries drop constraint dnc_entries_removed_check", [
    "lib/dnc-removals/removals",
  ]),
  weaken("one open request per entry", "drop index dnc_removals_open_key", ["lib/dnc-removals/removals"]),
  weaken("one review per detection", "alter table dnc_reviews drop constraint dnc_reviews_entry_key", [
    "lib/opt-outs/opt-outs",
  ]),
  weaken("a detection is undone with a reason", "alter table dnc_reviews drop constraint dnc_reviews_reason_check", [
    "lib/opt-outs/opt-outs",
  ]),
  weaken("a granted consent has a basis", "alter table consents drop constraint consents_granted_check", [
    "lib/consents/consents",
  ]),
  weaken(
    "erased people are found by their hash",
    replaceInside(
      "find_dnc_entries(uuid, text, text, text, timestamptz)",
      "v.kind in ('email', 'phone', 'linkedin')",
      "false",
    ),
    ["lib/erasure/erasure"],
  ),
  weaken(
    "without the key of erased people nothing goes out",
    replaceInside("refuse_dnc()", "h.key_check is distinct from", "h.key_check is null and null ="),
    ["lib/erasure/erasure"],
  ),
  weaken("a legal opt-out never ends", "alter table dnc_entries drop constraint dnc_entries_legal_check", list),
  weaken("one entry per value", "drop index dnc_entries_active_key", list),
  weaken(
    "one writer per address and group",
    "alter table outreach_claims drop constraint outreach_claims_one_writer",
    drafts,
  ),
  weaken("a claim is short", "alter table outreach_claims drop constraint outreach_claims_short_check", drafts),
  weaken("a claim is taken whole", replaceInside(takeClaim, "taken < cardinality(keys)", "taken < 0"), drafts),
  weaken("a claim that ran out counts as none", replaceInside(takeClaim, "or c.expires_at <= p_at", ""), drafts),
  weaken("what a lead may become", "insert into lead_status_transitions values ('new', 'lost', false, 'rep')", [
    "lib/leads/lead-commands",
  ]),
];
