import { type Mutation, replaceInside } from "@/scripts/mutation";

const delivery = ["lib/delivery/delivery"];
const unknown = ["lib/unknown-messages/unknown"];
const received = ["lib/received/receive-messages"];
const steps = ["lib/sequence-engine/run-enrollments"];
const enrolling = ["lib/enrolling/enroll-leads"];
const day = ["lib/daily-outreach/day"];
const suggestions = ["lib/suggestion-engine/suggestions"];
const prolong = "prolong_slots(uuid, timestamptz)";

/** What holds of messages that leave and arrive, of sequences, days and suggestions (drizzle/0026 to 0043). */
export const sendingMutations: Mutation[] = [
  {
    guarantee: "sending: one open attempt per message",
    sql: "drop index delivery_attempts_open_key",
    tests: ["lib/delivery/attempt-laws"],
    named: "has one open attempt",
  },
  {
    guarantee: "sending: who holds no attempt sends nothing",
    sql: replaceInside("guard_communication_changes()", "if new.status = 'sending' and", "if false and"),
    tests: ["lib/delivery/attempt-laws"],
    named: "is sending only with an attempt",
  },
  {
    guarantee: "sending: what may have arrived is never sent again",
    sql: replaceInside(
      "guard_communication_changes()",
      "in ('sending>queued', 'unknown>queued') and",
      "in ('nothing') and",
    ),
    tests: unknown,
    named: "cannot be put back by hand",
  },
  {
    guarantee: "sending: an attempt is over when its outcome is known, and not before",
    sql: "alter table delivery_attempts drop constraint delivery_attempts_ended_check",
    tests: ["lib/delivery/attempt-laws"],
    named: "ends with its outcome",
  },
  {
    guarantee: "sending: what was begun is never merely released",
    sql: "alter table delivery_attempts drop constraint delivery_attempts_began_check",
    tests: ["lib/delivery/attempt-laws"],
    named: "ends with its outcome",
  },
  {
    guarantee: "sending: at most 8 KB of an answer are kept",
    sql: "alter table delivery_attempts drop constraint delivery_attempts_response_check",
    tests: ["lib/delivery/attempt-laws"],
    named: "ends with its outcome",
  },
  {
    guarantee: "sending: nobody deletes an attempt or gives it to another worker",
    sql: "grant delete, update (worker, number) on delivery_attempts to touchline_app",
    tests: ["lib/delivery/attempt-laws"],
    named: "stays with its worker",
  },
  {
    guarantee: "sending: what leaves late holds its slots for longer",
    sql: replaceInside(prolong, "where needed > until order by", "where false order by"),
    tests: delivery,
    named: "leaving late holds the slot longer",
  },
  {
    guarantee: "sending: no slot is held longer beside somebody else's",
    sql: replaceInside(prolong, "raise exception 'the slot is held' using errcode = 'TL032'", "return true"),
    tests: delivery,
    named: "is late by so much that somebody else",
  },
  {
    guarantee: "sending: what reached nobody frees its slots",
    sql: "drop trigger free_slots on communications",
    tests: delivery,
    named: "until it is enough; then the slot is free",
  },
  {
    guarantee: "sending: two messages that leave together count twice at their lead",
    sql: replaceInside(
      "sum_up_touches()",
      "and 1 = (select count(*) from new_rows w where w.lead_id = n.lead_id) order by",
      "and n.id = (select min(w.id::text)::uuid from new_rows w where w.lead_id = n.lead_id) order by",
    ),
    tests: ["lib/delivery/left-summary"],
    named: "two messages to one lead as well",
  },
  {
    guarantee: "sending: what leaves together is added to its leads' summaries",
    sql: replaceInside("sum_up_touches()", "perform sum_up_touch(one);\n      stale :=", "stale :="),
    tests: ["lib/delivery/left-summary"],
    named: "two messages to one lead as well",
  },
  {
    guarantee: "sending: a file goes with one message and stays with it",
    sql: "drop trigger guard_attachment on attachments",
    tests: ["lib/delivery/attachments"],
    named: "goes with one message",
  },
  {
    guarantee: "received: a message is kept once",
    sql: "alter table inbound_messages drop constraint inbound_messages_message_key",
    tests: received,
    named: "is stored once",
  },
  {
    guarantee: "received: what a provider tells is stored once",
    sql: "alter table communication_events drop constraint communication_events_key",
    tests: ["lib/communication-events/communication-events"],
    named: "is the same event",
  },
  {
    guarantee: "opens and clicks: a machine's stay a machine's",
    sql: "drop trigger keep_machine on communication_events",
    tests: ["lib/communication-events/communication-events"],
    named: "seen to be a machine's stays one's",
  },
  {
    guarantee: "opens and clicks: what was said of them goes with the person",
    sql: "drop trigger forget_communication_events on communications",
    tests: ["lib/communication-events/communication-events"],
    named: "forgets it with the person",
  },
  {
    guarantee: "received: what waits for a message is found by an address that failed as well",
    sql: replaceInside(
      "awaited_words(text, text, text, text, text)",
      "'to ' || lower(recipient)",
      "'to ' || recipient",
    ),
    tests: ["lib/arrivals/awaited"],
    named: "what waits for a message is found",
  },
  {
    guarantee: "received: a sequence's message that waits does not follow an answer",
    sql: "drop trigger cancel_answered on communications",
    tests: ["lib/sequence-engine/answered"],
    named: "does not follow an answer",
  },
  {
    guarantee: "sequences: a step goes out once per person",
    sql: "drop index communications_step_key",
    tests: steps,
    named: "a second time by SQL either",
  },
  {
    guarantee: "sequences: a published version stays as it was",
    sql: "drop trigger keep_frozen_version on sequence_versions",
    tests: enrolling,
    named: "is not changed by SQL either",
  },
  {
    guarantee: "sequences: the steps of a published version stay as they were",
    sql: "drop trigger keep_frozen_steps on sequence_steps",
    tests: enrolling,
    named: "is not changed by SQL either",
  },
  {
    guarantee: "sequences: a lead is in a sequence once",
    sql: "drop index lead_sequence_enrollments_running_key; drop index lead_sequence_enrollments_lead_key",
    tests: ["lib/enrolling/enrollment-laws"],
    named: "is in one sequence at a time",
  },
  {
    guarantee: "sequences: what a day holds of them is withdrawn with them",
    sql: "drop trigger withdraw_items on lead_sequence_enrollments",
    tests: ["lib/enrolling/enrollment-laws"],
    named: "leaves nothing behind",
  },
  {
    guarantee: "days: what is done stays done",
    sql: "drop trigger keep_done_item on daily_outreach_items",
    tests: day,
    named: "item and message are one",
  },
  {
    guarantee: "suggestions: one is decided once, in the version that was looked at",
    sql: "drop trigger guard_suggestions on suggestions",
    tests: suggestions,
    named: "nor rewritten by raw SQL",
  },
  {
    guarantee: "suggestions: the same thing is proposed once",
    sql: "alter table suggestions drop constraint suggestions_fingerprint_key",
    tests: suggestions,
    named: "does not propose the same thing again",
  },
  {
    guarantee: "suggestions: are emptied with the person",
    sql: "drop trigger erase_suggestions on leads",
    tests: suggestions,
    named: "is emptied when the person is erased",
  },
];
