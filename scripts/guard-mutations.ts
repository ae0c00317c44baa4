import { type Mutation, replaceInside } from "@/scripts/mutation";

const walls = ["db/walls"];
const shared = ["lib/leads/shared-address"];
const company = ["lib/communications/company-voice"];
const settings = ["lib/settings/settings"];
const similar = "similar_touch(text, uuid, text[], uuid[], text[], text[], timestamp with time zone, integer, real)";

/** The guarantees by company, text, shared address and setting (drizzle/0007). */
export const guardMutations: Mutation[] = [
  {
    guarantee: "similar texts ask for the organization",
    sql: replaceInside(similar, "c.org_id = current_org_id()", "true"),
    tests: walls,
    named: "through the functions that run with other rights",
  },
  {
    guarantee: "similar texts belong to nobody but the application",
    sql: `grant execute on function ${similar} to public`,
    tests: ["db/catalogue"],
  },
  {
    guarantee: "a shared address needs its mark",
    sql: replaceInside("is_shared_point(text, text)", "and p.shared", ""),
    tests: shared,
    named: "not believed where nobody said",
  },
  {
    guarantee: "a slot says which shared address it leaves out",
    sql: replaceInside("require_slot()", "g.shared_point = k.scope_key and", ""),
    tests: shared,
    named: "needs its lead's slot",
  },
  {
    guarantee: "a person's second address is held too",
    sql: replaceInside("place_slot(uuid, text, text, timestamptz, integer, uuid, uuid)", "p.lead_id = p_lead", "false"),
    tests: shared,
    named: "whoever shares one of the addresses waits",
  },
  {
    guarantee: "an address is a lead's or a stakeholder's",
    sql: "alter table contact_points drop constraint contact_points_owner_check",
    tests: ["lib/stakeholders/add-stakeholder"],
    named: "belongs to a lead or to a stakeholder",
  },
  {
    guarantee: "who begins at a company waits for the other",
    sql: "create or replace function lock_company_ceiling(p_lead uuid) returns void language sql as ''",
    tests: company,
    named: "when 16 begin with different people",
  },
  {
    guarantee: "a window changes by a setting alone",
    sql: "grant update (hard_window_seconds) on channels to touchline_app",
    tests: settings,
    named: "the one door to a channel's windows",
  },
  {
    guarantee: "a setting's past is never rewritten",
    sql: "grant update (value) on system_config to touchline_app",
    tests: settings,
    named: "the one door to a channel's windows",
  },
  {
    guarantee: "a window is never negative",
    sql: "alter table channels drop constraint channels_windows_check",
    tests: settings,
    named: "none below nothing",
  },
];
