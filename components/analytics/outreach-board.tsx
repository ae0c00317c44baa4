import type { OutreachAnalytics } from "@/lib/analytics/schema";
import type { Collision } from "@/lib/collisions/schema";
import { ChannelPanel } from "./channel-panel";
import { CollisionsPanel } from "./collisions-panel";
import { DayPanel } from "./day-panel";
import { type FigureLinks, Figures } from "./figures";
import { RepsPanel } from "./reps-panel";
import type { SheetPanel } from "./sheet";
import { SheetTables } from "./sheet-board";

export type OutreachBoardProps = {
  analytics: OutreachAnalytics;
  newest: Collision[];
  userId?: string;
  links: FigureLinks;
  panels: SheetPanel[];
};

/** What was sent, what came back, by channel and by rep, and which duplicates did not happen. */
export function OutreachBoard({ analytics, newest, userId, links, panels }: OutreachBoardProps) {
  return (
    <div className="board">
      <Figures analytics={analytics} links={links} />
      <div className="two">
        <DayPanel days={analytics.by_day} links={analytics.rows} />
        <ChannelPanel byMethod={analytics.by_method} links={analytics.rows} />
      </div>
      <div className="two">
        <RepsPanel reps={analytics.by_rep} userId={userId} links={analytics.rows} />
        <CollisionsPanel counts={analytics.collisions} newest={newest} links={links.collisions} />
      </div>
      <SheetTables panels={panels} />
    </div>
  );
}
