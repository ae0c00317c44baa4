"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import type { Older } from "./use-older-touches";

type TimelineEndProps = { shown: number; loaded: number; total?: number; older: Older; onReset: () => void };

/** What is behind the last line: nothing that fits, older touches to load, or that they did not come. */
export function TimelineEnd({ shown, loaded, total, older, onReset }: TimelineEndProps) {
  const rest = total === undefined ? "" : `, ${(total - loaded).toLocaleString("en")} more`;
  return (
    <>
      {shown === 0 ? (
        <EmptyState title="No touch fits" actions={<Button onClick={onReset}>Show all</Button>}>
          {older.hasMore ? `Searched the newest ${loaded}; older ones are not loaded yet.` : `Searched all ${loaded}.`}
        </EmptyState>
      ) : null}
      {older.failed ? (
        <ErrorState title="The older touches did not load." safe="Nothing is lost." onRetry={older.load} />
      ) : null}
      {older.hasMore && !older.failed ? (
        <div className="timeline-end">
          <Button variant="ghost" busy={older.busy} disabled={older.busy} onClick={older.load}>
            {older.busy ? "Loading older touches" : `Show older touches${rest}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
