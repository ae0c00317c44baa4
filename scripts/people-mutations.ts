import type { Mutation } from "@/scripts/mutation";

const drop = (constraint: string, table: string) => `alter table ${table} drop constraint ${constraint}`;
const review = ["lib/collisions/review-override"];
const removals = ["lib/dnc-removals/removals"];
const settings = ["lib/settings/settings"];
const visibility = ["lib/leads/visibility"];

/** What people decide, write down with a reason, or do not see (drizzle/0007, 0009 to 0011). */
export const peopleMutations: Mutation[] = [
  {
    guarantee: "the ceiling counts people out of sight",
    sql: "alter function people_in_play(uuid, uuid[], timestamptz, integer, integer) security invoker",
    tests: ["lib/communications/company-voice"],
    named: "counts people whom the asker does not see",
  },
  {
    guarantee: "a lead out of sight can be asked for",
    sql: "alter function leads_at(text, text) security invoker",
    tests: visibility,
    named: "is asked for blindly by address",
  },
  ...["leads_at(text, text)", "erase_person(uuid, uuid, timestamptz)", "refresh_statistics()"].map((name) => ({
    guarantee: `${name.replace(/\(.*/, "")} answers the role it is for alone`,
    sql: `grant execute on function ${name} to touchline_system`,
    tests: ["db/catalogue"],
    named: "answers a call of the roles it is for",
  })),
  {
    guarantee: "one open question per lead and asker",
    sql: "drop index hand_overs_open_key",
    tests: visibility,
    named: "is asked for blindly by address",
  },
  {
    guarantee: "an answer to a question says whose it is",
    sql: drop("hand_overs_state_check", "hand_overs"),
    tests: visibility,
    named: "nobody decide their own question",
  },
  {
    guarantee: "an override has a reason",
    sql: drop("outreach_overrides_reason_check", "outreach_overrides"),
    tests: ["lib/outreach/slot-laws"],
    named: "that says it was overridden",
  },
  {
    guarantee: "a look at an override has its moment",
    sql: drop("outreach_overrides_review_check", "outreach_overrides"),
    tests: review,
    named: "is not looked at by who made it",
  },
  {
    guarantee: "a collision ends in a word of the list",
    sql: drop("collision_incidents_resolution_check", "collision_incidents"),
    tests: review,
    named: "gets what was made of it from a manager",
  },
  {
    guarantee: "a removal has a reason",
    sql: drop("dnc_removals_reason_check", "dnc_removals"),
    tests: removals,
    named: "a rejected request lets nothing go",
  },
  {
    guarantee: "a decision on a removal says whose it is",
    sql: drop("dnc_removals_decided_check", "dnc_removals"),
    tests: removals,
    named: "a rejected request lets nothing go",
  },
  {
    guarantee: "a hash of an erased person comes with its key's check",
    sql: drop("dnc_entries_hash_check", "dnc_entries"),
    tests: ["lib/erasure/erasure"],
    named: "has hashes that say nothing without the key",
  },
  {
    guarantee: "only a granted consent runs out",
    sql: drop("consents_expiry_check", "consents"),
    tests: ["lib/consents/consents"],
    named: "neither rewritten nor deleted",
  },
  {
    guarantee: "a setting is a number, a word or a switch",
    sql: drop("system_config_value_check", "system_config"),
    tests: settings,
    named: "none below nothing",
  },
  {
    guarantee: "a setting has a name that can be one",
    sql: drop("system_config_key_check", "system_config"),
    tests: settings,
    named: "none below nothing",
  },
  {
    guarantee: "quiet hours are written as hours",
    sql: drop("organizations_quiet_hours_check", "organizations"),
    tests: ["lib/quiet-hours/change-quiet-hours"],
    named: "that somebody wrote past the command",
  },
];
