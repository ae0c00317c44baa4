"use client";

import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Touch } from "@/lib/communications/schema";
import { type TouchReader, touchActor, touchOutcome } from "./touch-words";

export type LastTouchesProps = { touches: readonly Touch[]; reader: TouchReader; count?: number };

/** The newest few touches, one line each: what everybody must see before they write. */
export function LastTouches({ touches, reader, count = 5 }: LastTouchesProps) {
  const newest = touches.slice(0, count);
  return (
    <ul className="lastfive" aria-label="Last touches">
      {newest.length === 0 ? <li className="none">Nobody has contacted {reader.leadName} yet</li> : null}
      {newest.map((touch) => (
        <li key={touch.id}>
          <ChannelIcon channel={touch.method} />
          <span className="t2">
            <RelativeTime at={touch.occurred_at} focusable={false} />
          </span>
          <span className="m cut">
            <span className="sr">{CHANNEL_NAMES[touch.method]} by </span>
            {touchActor(touch, reader)}
          </span>
          <span className="cut t2">{touch.subject ? `“${touch.subject}”` : touch.body_preview}</span>
          <span className="t3 end">
            {touch.direction === "inbound" ? "Received" : touch.responded ? "Answered" : touchOutcome(touch)}
          </span>
        </li>
      ))}
    </ul>
  );
}
