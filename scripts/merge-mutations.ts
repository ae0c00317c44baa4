import { type Mutation, replaceInside } from "@/scripts/mutation";

const merge = "merge_leads(uuid, uuid, jsonb, uuid, timestamp with time zone)";
const unmerge = "unmerge_lead(uuid, uuid, timestamp with time zone)";
const tests = ["lib/merges/merge-leads"];
const alone = "is the only thing that moves a touch";

/** What holds while two leads become one and two again (drizzle/0025). */
export const mergeMutations: Mutation[] = [
  {
    guarantee: "a touch changes its lead along a merge alone",
    sql: replaceInside("guard_communication_changes()", "and not is_moving", "and false and not is_moving"),
    tests,
    named: alone,
  },
  {
    guarantee: "nobody makes a twin by hand",
    sql: "drop trigger refuse_twin on communications",
    tests,
    named: alone,
  },
  {
    guarantee: "what runs as the application moves nothing",
    sql: replaceInside("is_moving(text, text)", "current_user <> 'touchline_app' and", ""),
    tests,
    named: alone,
  },
  {
    guarantee: "who was merged is hidden",
    sql: "alter table leads drop constraint leads_merged_check; grant update (merged_into_id) on leads to touchline_app",
    tests,
    named: alone,
  },
  {
    guarantee: "nobody merges what they do not see",
    sql: replaceInside(merge, "visible_owners() is null or", "true or"),
    tests,
    named: "is not for who does not see both",
  },
  {
    guarantee: "an entry for a person who was merged still means them",
    sql: replaceInside("dnc_values(uuid, text, text)", "m.root_id = p_lead and", "false and"),
    tests,
    named: "no address was known",
  },
  {
    guarantee: "a no of one of two is a no of the one they are",
    sql: replaceInside("refuse_without_consent()", "or denied_elsewhere(new.lead_id, point, new.to_norm)", ""),
    tests,
    named: "said no",
  },
  {
    guarantee: "joined slots leave no gap",
    sql: replaceInside(
      "join_slots(uuid, uuid, uuid, timestamp with time zone)",
      "tstzrange(covered, upper(g.span), '[)')",
      "'empty'",
    ),
    tests,
    named: "keep one slot without a gap",
  },
  {
    guarantee: "slots are parted as they were",
    sql: replaceInside(unmerge, "perform part_slots(m, since);", ""),
    tests,
    named: "keep one slot without a gap",
  },
  {
    guarantee: "the summary follows a merge",
    sql: replaceInside(merge, "perform recompute_lead_summary(array[p_from, p_into]);", ""),
    tests,
    named: "are one with both histories",
  },
  {
    guarantee: "the summary follows the way back",
    sql: replaceInside(unmerge, "perform recompute_lead_summary(array[m.from_id, m.into_id]);", ""),
    tests,
    named: "may hold the same message twice",
  },
  {
    guarantee: "a conversation is not parted",
    sql: replaceInside(unmerge, "exit when found_now is null;", "exit;"),
    tests,
    named: "are parted with what was said since",
  },
  {
    guarantee: "merges are taken back the last first",
    sql: replaceInside(unmerge, "n.undone_at is null and n.id > m.id", "false"),
    tests,
    named: "a later merge, also for SQL by hand",
  },
  {
    guarantee: "a lead is merged once",
    sql: `drop index lead_merges_standing_key; ${replaceInside(merge, "l.deleted_at is null", "true")}`,
    tests,
    named: "once, also for SQL by hand",
  },
  {
    guarantee: "erasing a person leaves no way back",
    // Kept twice: by the command's function, and by what forgets whoever leaves.
    sql: [
      ["erase_merged(uuid, uuid, timestamp with time zone)", "set before = before"],
      ["forget_person()", "set before = r.before"],
    ]
      .map(([name = "", kept = ""]) => replaceInside(name, "set before = null, image = null", kept))
      .join(";"),
    tests,
    named: "is erased with the person",
  },
  {
    guarantee: "not a duplicate is remembered",
    sql: "drop trigger keep_dismissed on duplicate_pairs",
    tests: ["lib/duplicates/find-duplicate-pairs"],
    named: "is never opened again",
  },
  {
    guarantee: "a pair stands once",
    sql: "alter table duplicate_pairs drop constraint duplicate_pairs_order_check",
    tests: ["lib/duplicates/find-duplicate-pairs"],
    named: "in the order of its ids",
  },
  {
    guarantee: "similar companies ask for the organization",
    sql: replaceInside("similar_companies(text, integer)", "c.org_id = current_org_id() and", ""),
    tests: ["db/walls"],
    named: "through the functions that run with other rights",
  },
  {
    guarantee: "companies are searched in the organization",
    sql: replaceInside("search_companies(text, text, uuid, integer)", "c.org_id = current_org_id() and", ""),
    tests: ["db/walls"],
    named: "through the functions that run with other rights",
  },
  ...["merge_leads", "unmerge_lead", "erase_merged"].map((name) => ({
    guarantee: `${name} answers the application alone`,
    sql: `do $$ begin execute (select 'grant execute on function ' || oid::regprocedure || ' to touchline_system' from pg_proc where proname = '${name}'); end $$`,
    tests: ["db/catalogue"],
    named: "answers a call of the roles it is for",
  })),
];
