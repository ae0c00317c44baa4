import type { CollisionKind } from "@/components/analytics/collisions-panel";
import type { FigureLinks } from "@/components/analytics/figures";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import type { Tab } from "@/components/ui/tabs";
import { periodOfDays } from "@/lib/analytics/rules";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { CHANNELS } from "@/lib/guard/schema";
import { choiceOf, withQuery } from "./sheet-parts";

type Shown = Pick<OutreachAnalytics, "from_date" | "to_date">;
type Narrowed = Pick<OutreachAnalyticsInput, "method" | "user_id">;

/** Where each figure's rows are: the same days, channel and rep. */
export function outreachLinks({ from_date, to_date }: Shown, { method, user_id }: Narrowed): FigureLinks {
  const rows = (figure: string) =>
    withQuery("/analytics/outreach/rows", { figure, from_date, to_date, method, user_id });
  const collisions = (kind: CollisionKind) =>
    withQuery("/collisions", { kind, from: from_date, to: to_date, user: user_id, method });
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

/** The last 7, 30 and 90 days of the organization, for the same channel and rep. */
export function periodTabs(ctx: Context, shown: Shown, { method, user_id }: Narrowed): Tab[] {
  return [7, 30, 90].map((days) => {
    const { from, to } = periodOfDays(days, ctx);
    return {
      label: `${days} days`,
      href: withQuery("/analytics/outreach", { from_date: from, to_date: to, method, user_id }),
      current: shown.from_date === from && shown.to_date === to,
    };
  });
}

/** What narrows the page: the channel and the rep. */
export const outreachChoices = (
  { method, user_id }: Narrowed,
  people: readonly { user_id: string; name: string }[],
) => [
  choiceOf(
    "method",
    "By which way",
    method,
    "All channels",
    CHANNELS.map((id) => ({ id, name: CHANNEL_NAMES[id] })),
  ),
  choiceOf(
    "user_id",
    "Rep",
    user_id,
    "All reps",
    people.map(({ user_id: id, name }) => ({ id, name })),
  ),
];
