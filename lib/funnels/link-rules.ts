import { eachOf, type RowLinks, rowLinks } from "@/lib/analytics/link-rules";
import { LEAD_FIGURES } from "./schema";

const path = "/api/analytics/funnel/rows";
type Days = { from_date: string; to_date: string };
type Narrowed = { source_id?: string; user_id?: string };
const reached = Object.fromEntries(LEAD_FIGURES.map((figure) => [figure, figure]));

/** The rows behind every count of the funnel. */
export function funnelLinks(
  { from_date, to_date }: Days,
  before: Days | null,
  { source_id, user_id }: Narrowed,
): RowLinks {
  const kept = { from_date, to_date, source_id, user_id };
  return {
    ...rowLinks(path, kept, {
      total: { figure: "arrived" },
      lost: { figure: "lost" },
      "stages[].leads": { figure: "{status}" },
      ...eachOf("by_source[]", reached, { source_id: "{source.id}" }),
      ...eachOf("by_rep[]", reached, { user_id: "{user.id}" }),
    }),
    ...(before &&
      rowLinks(
        path,
        { ...kept, from_date: before.from_date, to_date: before.to_date },
        eachOf("previous", reached, {}),
      )),
  };
}

/** The rows behind every count of the lifecycle. */
export const lifecycleLinks = (
  { from_date, to_date }: Days,
  before: Days | null,
  { source_id, user_id }: Narrowed,
): RowLinks => ({
  ...rowLinks(
    path,
    { from_date, to_date, source_id, user_id },
    {
      ...eachOf(
        "moves[]",
        { moves: "moves", leads: "movers" },
        { from_status: "{from_status}", to_status: "{to_status}" },
      ),
      ...eachOf("time_in_stage[]", { left: "left" }, { from_status: "{status}" }),
      ...eachOf("now[]", { leads: "now" }, { from_status: "{status}" }),
      ...eachOf("cohorts[]", reached, { week: "{week}" }),
    },
  ),
  ...(before &&
    rowLinks(
      path,
      { from_date: before.from_date, to_date: before.to_date, source_id, user_id },
      eachOf("previous", { arrived: "arrived", moves: "moves" }, {}),
    )),
});
