import type { CollisionKind } from "@/components/analytics/collisions-panel";
import type { FigureLinks } from "@/components/analytics/figures";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "@/lib/analytics/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import { choiceOf, type Query, withQuery } from "./sheet-parts";
import { withBack } from "./way-back";

type Shown = Pick<OutreachAnalytics, "from_date" | "to_date">;
type Narrowed = Pick<OutreachAnalyticsInput, "method" | "user_id" | "team_id" | "campaign_id" | "response_hours">;
type Named = { id: string; name: string };

/** What narrows the page, as its address has it. */
export const keptOf = ({ method, user_id, team_id, campaign_id, response_hours }: Narrowed): Query => ({
  method,
  user_id,
  team_id,
  campaign_id,
  response_hours,
});

/** The rows behind a figure of the page: the same days and filters, and what the figure asks beside them. */
export const outreachRows =
  ({ from_date, to_date }: Shown, asked: Narrowed) =>
  (figure: string, more: Query = {}) =>
    withQuery("/analytics/outreach/rows", { figure, from_date, to_date, ...keptOf(asked), ...more });

/** Where each figure's rows are: the same days, channel, team and rep. */
export function outreachLinks(shown: Shown, asked: Narrowed, back: string): FigureLinks {
  const rows = (figure: string) => withBack(outreachRows(shown, asked)(figure), back);
  const { from_date, to_date } = shown;
  const { method, user_id, team_id, campaign_id } = asked;
  const collisions = (kind: CollisionKind) =>
    withQuery("/collisions", {
      kind,
      from: from_date,
      to: to_date,
      user: user_id,
      team: team_id,
      method,
      campaign: campaign_id,
    });
  return {
    touches: rows("attempts"),
    reached: rows("leads"),
    replies: rows("responded"),
    collisions: {
      prevented: collisions("prevented"),
      overridden: collisions("overridden"),
      escaped: collisions("escaped"),
    },
  };
}

/** What narrows the page: the channel, the team, the rep, and which hours a response time counts. */
export const outreachChoices = (
  { method, user_id, team_id, response_hours }: Narrowed,
  teams: readonly Named[],
  people: readonly { user_id: string; name: string }[],
) => [
  choiceOf(
    "method",
    "By which way",
    method,
    "All channels",
    CHANNELS.map((id) => ({ id, name: CHANNEL_NAMES[id] })),
  ),
  ...(teams.length > 0 ? [choiceOf("team_id", "Team", team_id, "All teams", teams)] : []),
  choiceOf(
    "user_id",
    "Rep",
    user_id,
    "All reps",
    people.map(({ user_id: id, name }) => ({ id, name })),
  ),
  choiceOf("response_hours", "Response times", response_hours === "working" ? "working" : "", "Every hour", [
    { id: "working", name: "Working hours" },
  ]),
];
