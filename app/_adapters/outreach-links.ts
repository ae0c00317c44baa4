import type { FigureLinks } from "@/components/analytics/figures";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "@/lib/analytics/schema";

/** Where each figure's rows are: the same days, channel and rep. */
export function outreachLinks(
  { from_date, to_date }: OutreachAnalytics,
  { method, user_id }: OutreachAnalyticsInput,
): FigureLinks {
  const rows = (figure: string) => {
    const params = new URLSearchParams({
      figure,
      from_date,
      to_date,
      ...(method ? { method } : {}),
      ...(user_id ? { user_id } : {}),
    });
    return `/analytics/outreach/rows?${params}`;
  };
  const collisions = new URLSearchParams({
    kind: "prevented",
    from: from_date,
    to: to_date,
    ...(user_id ? { user: user_id } : {}),
    ...(method ? { method } : {}),
  });
  return {
    touches: rows("attempts"),
    reached: rows("leads"),
    replies: rows("responded"),
    collisions: `/collisions?${collisions}`,
  };
}
