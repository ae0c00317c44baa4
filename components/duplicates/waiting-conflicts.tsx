import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { WaitingConflict } from "@/lib/merges/schema";
import { many, WHY_WAITING } from "./merge-words";

type Props = { waiting: WaitingConflict[]; leadId: string; names: { lead: string; other: string } };

/** What waits and may not go out once two leads are one: it is cancelled with the merge, or somebody sees to it first. */
export function WaitingConflicts({ waiting, leadId, names }: Props) {
  if (waiting.length === 0) return null;
  return (
    <section className="note stack" aria-label="Messages that wait">
      <span className="m">
        {many(waiting.length, "message waits", "messages wait")} that may not go out once the two are one. Merge and
        cancel {waiting.length === 1 ? "it" : "them"}, or open the lead and see to{" "}
        {waiting.length === 1 ? "it" : "them"} first.
      </span>
      <ul className="grid gap-1">
        {waiting.map((one) => (
          <li key={one.communication_id}>
            <Link className="link underline" href={`/leads/${one.lead_id}`}>
              {one.subject ?? `A message by ${one.channel}`}
            </Link>{" "}
            to {one.lead_id === leadId ? names.lead : names.other}, due <RelativeTime at={one.send_at} form="until" />:{" "}
            {WHY_WAITING[one.why]}.
          </li>
        ))}
      </ul>
    </section>
  );
}
