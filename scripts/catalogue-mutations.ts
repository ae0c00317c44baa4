import type postgres from "postgres";
import type { Mutation } from "@/scripts/mutation";

// The file and the words of the test meant for it. A trigger that is not here has no test, and survives.
const testsOfTrigger: Record<string, [tests: string[], named: string]> = {
  take_as_read: [["lib/received/told-before"], "of its own lead, channel and direction alone"],
  take_new_as_read: [["lib/received/told-before"], "is read first"],
  forget_reply_evidence: [["lib/deletions/every-word"], "who is erased leaves no word"],
  recount_after_zone: [["lib/home/change-organization"], "counts every touch in the days"],
  known_zone: [["lib/leads/zones"], "time zone"],
  apply_conversion: [["lib/clients/conversion"], "adds the client with name and value"],
  guard_clients: [["lib/clients/conversion"], "nor be undone alone or twice"],
  guard_conversion: [["lib/clients/conversion"], "lets no lead be converted without its client"],
  require_converted: [["lib/clients/conversion"], "lets no client stand beside"],
  keep_purged: [["lib/deletions/purge"], "cannot be brought back after it"],
  forget_person: [["lib/deletions/every-word"], "who is purged leaves no word"],
  erase_items: [["lib/deletions/every-word"], "who is erased leaves no word"],
  erase_decisions: [["lib/deletions/every-word"], "who is erased leaves no word"],
  move_with_owner: [["lib/leads/assign-owner"], "takes its conversations along"],
  keep_dismissed: [["lib/duplicates/find-duplicate-pairs"], "is never opened again"],
  guard_message_text: [["lib/sending/template-message"], "cannot be rewritten once it has left"],
  name_source_of_new: [["lib/sources/sources"], "is there with the first lead"],
  keep_ended_enrollment: [["lib/enrolling/enrollment-laws"], "does not begin again"],
  follow_score: [["lib/scoring/scores"], "holds until they take it away"],
  follow_score_of_new: [["lib/scoring/scores"], "holds until they take it away"],
  keep_machine: [["lib/communication-events/communication-events"], "seen to be a machine's stays one's"],
  index_transcript: [["lib/transcripts/transcripts"], "finds all the words in any order"],
  apply_assignment: [["lib/leads/visibility"], "moves a lead by its assignment alone"],
  keep_decision: [["lib/leads/visibility"], "no decision be taken back"],
  keep_review: [["lib/collisions/review-override"], "and the look stands"],
  add_default_channels: [["lib/outreach/slot-laws"], "is stored with both slots"],
  apply_setting: [["lib/settings/settings"], "hand a window on to the channel"],
  take_stage_along: [["lib/forecasts/stories"], "come as far as"],
  apply_status_change: [["lib/leads/lead-commands"], "a lead's status goes from"],
  count_as_channel_says: [["lib/outreach/slot-laws"], "the word that it does not count"],
  free_slots: [["lib/slots/reply-laws"], "frees its slots when it is"],
  guard_dnc_removals: [["lib/dnc-removals/removals"], "nobody who is no admin asks"],
  guard_communication_changes: [["lib/communications/ledger-laws"], "a touch's status goes from"],
  guard_slot_changes: [["lib/outreach/slot-laws"], "a slot cannot be"],
  index_changed_lead: [["lib/leads/list-queries"], "found by the new name"],
  index_company_leads: [["lib/leads/list-queries"], "company's name is searched"],
  index_new_leads: [["lib/leads/list-queries"], "filtered by a word"],
  inherit_shared: [["lib/leads/shared-address"], "shared wherever it stands"],
  keep_dnc_removed: [["lib/dnc/dnc-laws"], "a removed one stays removed"],
  keep_bulk_outcome: [["lib/bulk-actions/bulk-laws"], "is done once"],
  keep_undone: [["lib/undo-entries/undo-laws"], "is taken back once"],
  keep_slot_of_waiting: [["lib/slots/reply-laws"], "does not lose its slot while it waits"],
  keep_sealed: [["lib/events/"], "a sealed event not even that"],
  lock_new_dnc_entry: [["lib/dnc/dnc-laws"], "by any path wait"],
  place_at_company: [["lib/communications/company-voice"], "is found by the domain, under two names"],
  refuse_dnc_changed: [["lib/dnc/dnc-laws"], "added later stops what waits"],
  refuse_dnc_new: [["lib/dnc/dnc-laws"], "an entry by email stops"],
  refuse_without_consent_changed: [["lib/consents/consents"], "what waits cannot begin"],
  refuse_without_consent_new: [["lib/consents/consents"], "against a denied consent"],
  require_dnc_removal: [["lib/dnc-removals/removals"], "nobody takes an entry off alone"],
  require_slot: [["lib/outreach/slot-laws"], "at commit with no slot"],
  require_slot_of_draft: [["lib/outreach/slot-laws"], "that was a draft"],
  attribute_campaign: [["lib/campaigns"], "by a sequence is of the sequence's campaign"],
  guard_automatic: [["lib/autonomy"], "cannot be had past the database"],
  cancel_answered: [["lib/sequence-engine/answered"], "does not follow an answer"],
  count_changed_touches: [["lib/rollups/rollups"], "equal the ledger"],
  count_new_touches: [["lib/rollups/rollups"], "equal the ledger"],
  reopen_suggestion: [["lib/suggestion-engine/suggestions"], "waits again"],
  erase_suggestions: [["lib/suggestion-engine/suggestions"], "is emptied when the person is erased"],
  forget_communication_events: [["lib/communication-events/communication-events"], "forgets it with the person"],
  forget_oauth_tokens: [["lib/oauth-connections/oauth"], "that is disconnected keeps no token"],
  forget_inbound_messages: [["lib/received/correct-kind"], "leaves no word of its mail behind"],
  guard_attachment: [["lib/delivery/attachments"], "goes with one message"],
  guard_suggestions: [["lib/suggestion-engine/suggestions"], "nor rewritten by raw SQL"],
  keep_budget_transactions: [["lib/budgets/ledger"], "past its one function"],
  keep_done_item: [["lib/daily-outreach/day"], "item and message are one"],
  keep_first_version: [["lib/templates/templates"], "keeps every text it had"],
  keep_frozen_steps: [["lib/enrolling/enroll-leads"], "is not changed by SQL either"],
  keep_frozen_version: [["lib/enrolling/enroll-leads"], "is not changed by SQL either"],
  keep_member_mail_ended: [["lib/worker/tell-views"], "never when it may have arrived"],
  keep_next_version: [["lib/templates/templates"], "versions that nobody writes"],
  keep_source_tree: [["lib/sources/sources"], "stays in a tree"],
  name_source: [["lib/sources/sources"], "is another when"],
  redact_attachments: [["lib/delivery/attachments"], "loses its name with the person"],
  redact_received_files: [["lib/received/received-files"], "goes with the words of its message"],
  refuse_twin: [["lib/merges/merge-leads"], "is the only thing that moves a touch"],
  withdraw_items: [["lib/enrolling/enrollment-laws"], "leaves nothing behind"],
  sum_up_changed_touches: [["lib/communications/ledger-model"], "any story"],
  sum_up_new_touches: [["lib/communications/ledger-model"], "any story"],
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
  const uniques = await sql<{ name: string; table: string; made: boolean }[]>`
    select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, k.oid is not null as made
    from pg_index i join pg_class c on c.oid = i.indrelid left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('u', 'x')
    where c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion) and not i.indisprimary order by 1`;
  return [
    ...triggers.map(({ name, table }) => ({
      guarantee: `trigger ${name} on ${table}`,
      sql: `drop trigger ${name} on ${table}`,
      tests: testsOfTrigger[name]?.[0] ?? [],
      named: testsOfTrigger[name]?.[1],
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
    ...uniques.map(({ name, table, made }) => ({
      guarantee: `unique key ${name}`,
      sql: made ? `alter table ${table} drop constraint ${name} cascade` : `drop index ${name}`,
      tests: ["db/catalogue"],
      named: "holds one of each by these keys",
    })),
  ];
}
