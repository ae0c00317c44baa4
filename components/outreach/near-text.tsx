"use client";

import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Touch } from "@/lib/communications/schema";
import { type Comparison, compareTexts, isNearlyTheSame } from "./shared-words";

export type NearText = { touch: Touch; comparison: Comparison };

/** The one of our newest touches whose text is nearly this one, if any. */
export function findNearText(notes: string, touches: readonly Touch[]): NearText | null {
  const ours = touches.filter((touch) => touch.direction === "outbound" && touch.body_preview);
  const compared = ours.map((touch) => ({ touch, comparison: compareTexts(notes, touch.body_preview ?? "") }));
  const near = compared.filter(({ comparison }) => isNearlyTheSame(comparison));
  return near.sort((a, b) => b.comparison.sharedWords - a.comparison.sharedWords)[0] ?? null;
}

/** Their text beside mine, the shared parts tinted and underlined, with the base of the claim. */
export function NearTextPanel({ touch, comparison }: NearText) {
  return (
    <section className="col theirs" aria-label="Nearly the same text">
      <header>
        <Avatar name={touch.user?.name ?? "Somebody"} />
        <span>
          {touch.user?.name ?? "Somebody"}, <RelativeTime at={touch.occurred_at} focusable={false} />
        </span>
        <span className="grow" />
        <span className="t3">
          {comparison.sharedWords} of your {comparison.myWords} words
        </span>
      </header>
      <div>
        {touch.subject ? <p className="m">{touch.subject}</p> : null}
        {comparison.runs.map((run, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
          run.shared ? <mark key={index}>{run.text}</mark> : <span key={index}>{run.text}</span>,
        )}
      </div>
    </section>
  );
}
