import { RelativeTime } from "@/components/ui/relative-time";
import type { Tracked } from "@/lib/tracked-events/schema";
import { machineWords, trackedWords } from "./tracked-words";

/** What was seen of a message at its recipient: what people did first, what machines did behind it. */
export function TrackedLine({ tracked }: { tracked: Tracked }) {
  const machines = machineWords(tracked);
  return (
    <div className="t2 sm">
      {trackedWords(tracked)}
      {tracked.first_opened_at ? (
        <>
          {". First opened "}
          <RelativeTime at={tracked.first_opened_at} focusable={false} />
        </>
      ) : null}
      {machines ? <span className="t3">. {machines}</span> : null}
    </div>
  );
}
