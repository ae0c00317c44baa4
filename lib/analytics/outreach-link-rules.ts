import { eachOf, type RowLinks, rowLinks } from "./link-rules";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "./schema";

const rows = "/api/analytics/outreach/rows";
const collisionRows = "/api/analytics/collisions/rows";
const kinds = { prevented: "prevented", overridden: "overridden", escaped: "escaped" };
const conversations = {
  attempts: "attempts",
  conversations: "conversations",
  responded_conversations: "responded",
};

type Days = Pick<OutreachAnalytics, "from_date" | "to_date">;
type Narrowed = Pick<OutreachAnalyticsInput, "method" | "user_id" | "team_id" | "response_hours">;

/** The rows behind every count of the outreach answer. */
export function outreachLinks(
  { from_date, to_date }: Days,
  previous: Days | null,
  { method, user_id, team_id, response_hours }: Narrowed,
): RowLinks {
  const kept = { from_date, to_date, method, user_id, team_id };
  return {
    ...rowLinks(rows, { ...kept, response_hours }, figures),
    ...rowLinks(collisionRows, kept, {
      ...eachOf("collisions", kinds, {}),
      ...eachOf("by_rep[].collisions", kinds, { user_id: "{user.id}" }),
    }),
    ...(previous && previousOutreachLinks(previous, kept)),
  };
}

const made = { attempts: "attempts", answered: "answered" };
const timed = { attempts: "attempts", answered: "marked" };
const figures = {
  total_attempts: { figure: "attempts" },
  leads_reached: { figure: "leads" },
  conversations: { figure: "conversations" },
  responded_conversations: { figure: "responded" },
  responded_attempts: { figure: "answered" },
  ...eachOf("by_method.{key}", conversations, { method: "{key}" }),
  ...eachOf("by_rep[]", conversations, { rep_id: "{user.id}" }),
  ...eachOf("by_day[]", { attempts: "attempts", responses: "responses" }, { day: "{date}" }),
  ...eachOf("by_template[]", made, { template_id: "{id}" }),
  ...eachOf("by_sequence[]", made, { sequence_id: "{id}" }),
  ...eachOf("by_hour[]", timed, { hour: "{hour}" }),
  ...eachOf("by_weekday[]", timed, { weekday: "{weekday}" }),
  ...eachOf("by_direction[]", { touches: "touches" }, { method: "{channel}", direction: "{direction}" }),
};

/** The rows behind the figures of the days before. */
export function previousOutreachLinks(
  { from_date, to_date }: Days,
  kept: Record<string, string | undefined>,
): RowLinks {
  const before = { ...kept, from_date, to_date };
  const totals = {
    total_attempts: "attempts",
    leads_reached: "leads",
    conversations: "conversations",
    responded_conversations: "responded",
  };
  return {
    ...rowLinks(rows, before, eachOf("previous", totals, {})),
    ...rowLinks(collisionRows, before, eachOf("previous", { prevented: "prevented" }, {})),
  };
}
