import { eachOf, type RowLinks, rowLinks } from "@/lib/analytics/link-rules";

type Days = { from_date: string; to_date: string };
const collisionRows = "/api/analytics/collisions/rows";
const rows = "/api/analytics/compliance/rows";
const kinds = { prevented: "prevented", overridden: "overridden", escaped: "escaped" };
const totals = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, { figure: kind }]));
const entries = { entries_added: "added", entries_removed: "removed", entries_standing: "standing" };
const sends = {
  total: "overrides",
  answered: "override_answered",
  opted_out: "override_opted_out",
  silent: "override_silent",
  not_arrived: "override_not_arrived",
  waiting: "override_waiting",
};
const rates = { contacted: "contacted", opted_out: "opted_out", complained: "complained" };
const ratesBefore = { contacted: "contacted", opted_out: "opted_out" };

/** The rows behind every count of the collisions. */
export function collisionLinks(
  { from_date, to_date }: Days,
  before: Days | null,
  { method, user_id, team_id }: { method?: string; user_id?: string; team_id?: string },
): RowLinks {
  const kept = { from_date, to_date, method, user_id, team_id };
  return {
    ...rowLinks(collisionRows, kept, {
      ...totals,
      total: { figure: "collisions" },
      overrides_reviewed: { figure: "reviewed" },
      overrides_open: { figure: "open" },
      ...Object.fromEntries(Object.entries(sends).map(([name, figure]) => [`overridden_sends.${name}`, { figure }])),
      ...eachOf("by_code[]", kinds, { code: "{code}" }),
      ...eachOf("by_method[]", kinds, { method: "{method}" }),
      ...eachOf("by_rep[]", kinds, { user_id: "{user.id}" }),
      ...eachOf("by_day[]", kinds, { from_date: "{date}", to_date: "{date}" }),
      ...eachOf("by_month[]", kinds, { from_date: "{from_date}", to_date: "{to_date}" }),
    }),
    ...(before &&
      rowLinks(
        collisionRows,
        { ...kept, from_date: before.from_date, to_date: before.to_date },
        eachOf("previous", kinds, {}),
      )),
  };
}

/** The rows behind every count of the compliance page. */
export function complianceLinks({ from_date, to_date }: Days, before: Days | null): RowLinks {
  const kept = { from_date, to_date };
  return {
    ...rowLinks(rows, kept, {
      ...Object.fromEntries(Object.entries({ ...entries, ...rates }).map(([name, figure]) => [name, { figure }])),
      ...totals,
      opt_outs: { figure: "opt_outs" },
      complaints: { figure: "added", origin: "complaint" },
      ...eachOf("by_origin[]", { added: "added" }, { origin: "{origin}" }),
      ...eachOf("by_week[]", { added: "added", removed: "removed", standing: "standing" }, { week: "{week}" }),
      ...eachOf("by_source[]", rates, { source_id: "{source.id}" }),
      ...eachOf("by_template[]", rates, { template_id: "{id}" }),
    }),
    ...(before &&
      rowLinks(
        rows,
        { from_date: before.from_date, to_date: before.to_date },
        eachOf("previous", { ...entries, ...ratesBefore, prevented: "prevented" }, {}),
      )),
  };
}
