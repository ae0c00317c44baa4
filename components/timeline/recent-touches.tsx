"use client";

import { useEffect, useState } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton, SkeletonPart } from "@/components/ui/skeleton";
import type { Touch } from "@/lib/communications/schema";
import { LastTouches } from "./last-touches";
import { heldTouches } from "./touch-words";

type Props = {
  lead: { id: string; name: string };
  userId?: string;
  /** an answer is owed to them */
  answering?: boolean;
};

/** What was said and done last, in view before anything is written; to whom an answer is owed, their words. */
export function RecentTouches({ lead, userId, answering = false }: Props) {
  const [touches, setTouches] = useState<Touch[] | "failed" | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    const gone = new AbortController();
    void loadTouches(lead.id, gone.signal).then((found) => gone.signal.aborted || setTouches(found ?? "failed"));
    return () => gone.abort();
  }, [lead.id, tries]);
  if (touches === "failed")
    return <ErrorState title="The last touches did not load." onRetry={() => setTries(tries + 1)} />;
  if (touches === null) return <Waiting />;
  const theirs = answering ? touches.find((one) => one.direction === "inbound" && one.body_preview) : undefined;
  return (
    <>
      {theirs ? (
        <figure className="theirs">
          <figcaption className="t2">
            {lead.name} <RelativeTime at={theirs.occurred_at} form="words" />
            {theirs.subject ? `: “${theirs.subject}”` : ""}
          </figcaption>
          <blockquote>{theirs.body_preview}</blockquote>
        </figure>
      ) : null}
      <LastTouches touches={touches} reader={{ leadName: lead.name, userId }} />
    </>
  );
}

function Waiting() {
  return (
    <SkeletonPart label="Loading the last touches">
      <ul className="lastfive" aria-hidden="true">
        {["one", "two", "three"].map((line) => (
          <li key={line}>
            <Skeleton width="xs" />
            <Skeleton width="s" />
            <Skeleton width="m" />
          </li>
        ))}
      </ul>
    </SkeletonPart>
  );
}

async function loadTouches(leadId: string, signal: AbortSignal): Promise<Touch[] | null> {
  try {
    const answer = await fetch(`/api/leads/${leadId}/contacts?limit=15`, { signal });
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return answer.ok ? heldTouches(((await answer.json()) as { data: Touch[] }).data) : null;
  } catch {
    return null;
  }
}
