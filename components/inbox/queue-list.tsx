"use client";

import { AlarmClock } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { displayName } from "@/lib/leads/rules";
import type { QueuedLead } from "@/lib/queues/schema";
import { type SnoozeLead, SnoozeMenu } from "./snooze-menu";

export type QueueListProps = { rows: QueuedLead[]; queue: "needs-reply" | "awaiting-reply"; snooze: SnoozeLead };

const EMPTY = {
  "needs-reply": [
    "Nobody waits for us",
    "Whoever writes stands here until somebody answers, the longest waiting first.",
  ],
  "awaiting-reply": ["We wait for nobody", "Whoever has not answered stands here, the longest waiting first."],
} as const;

/** Leads that wait, the longest first; each can rest until a day or until they write. */
export function QueueList({ rows, queue, snooze }: QueueListProps) {
  const [title, words] = EMPTY[queue];
  if (rows.length === 0) return <EmptyState title={title}>{words}</EmptyState>;
  return (
    <ul className="mails" aria-label={queue === "needs-reply" ? "Needs our reply" : "Awaits their reply"}>
      {rows.map((one) => (
        <li key={one.id} className="pair">
          <Link data-inbox-row="" href={`/leads/${one.id}`} prefetch={false}>
            <span className="row">
              <span className="cut m">{displayName(one)}</span>
              <span className="t3 cut">{one.company?.name}</span>
            </span>
            {one.preview ? <span className="cut">{one.preview}</span> : null}
            <span className="t3 sm">
              {queue === "needs-reply" ? "Wrote " : "We wrote "}
              <RelativeTime at={one.waiting_since} form="words" focusable={false} />, with {one.owner?.name ?? "nobody"}
            </span>
          </Link>
          <SnoozeMenu leadId={one.id} name={displayName(one)} snooze={snooze} icon={AlarmClock} />
        </li>
      ))}
    </ul>
  );
}
