import type { OutreachAnalytics } from "@/lib/analytics/schema";
import { ChannelPanel } from "./channel-panel";
import { DayPanel } from "./day-panel";
import { type FigureLinks, Figures } from "./figures";
import { RepsPanel } from "./reps-panel";

export type OutreachBoardProps = { analytics: OutreachAnalytics; userId?: string; links?: FigureLinks };

/** What was sent, what came back, by channel and by rep. */
export function OutreachBoard({ analytics, userId, links }: OutreachBoardProps) {
  return (
    <div className="board">
      <Figures analytics={analytics} links={links} />
      <div className="two">
        <DayPanel days={analytics.by_day} />
        <ChannelPanel byMethod={analytics.by_method} />
      </div>
      <RepsPanel reps={analytics.by_rep} userId={userId} />
    </div>
  );
}
