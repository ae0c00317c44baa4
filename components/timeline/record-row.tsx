"use client";

import { Ban, CircleDot, Gauge, GitMerge, type LucideIcon, Upload, UserRound } from "lucide-react";
import { useClock } from "@/components/ui/clock";
import { clockTime, exactTime } from "@/components/ui/time-format";
import type { RecordEntry } from "@/lib/feed/schema";

const ICONS: Record<RecordEntry["kind"], LucideIcon> = {
  status: CircleDot,
  assignment: UserRound,
  score: Gauge,
  dnc: Ban,
  import: Upload,
  merge: GitMerge,
};

/** What happened to the lead, between the touches: no article and no control, for a touch is what counts. */
export function RecordRow({ entry, text }: { entry: RecordEntry; text: string }) {
  const { zone } = useClock();
  const Icon = ICONS[entry.kind];
  return (
    <div className="touch sys">
      <span className="at">
        <time dateTime={entry.at} title={exactTime(entry.at, zone)}>
          {clockTime(entry.at, zone)}
        </time>
      </span>
      <span className="ic">
        <Icon className="i" aria-hidden="true" />
      </span>
      <div className="min-w-0 record">
        {text}
        {entry.reason ? <span> “{entry.reason}”</span> : null}
      </div>
    </div>
  );
}
