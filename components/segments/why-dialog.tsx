"use client";

import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import { leadName } from "@/components/leads/lead-words";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Filter } from "@/lib/filters/schema";
import type { Lead } from "@/lib/leads/schema";
import type { ExplainedLead } from "@/lib/segments/schema";
import { askedWords, hasWords } from "./condition-words";
import type { BuilderContext } from "./value-field";

type WhyDialogProps = { lead: Lead; filter: Filter; context: BuilderContext; onClose: () => void };
type Answer = { explained: ExplainedLead } | { problem: string };

/** Why these conditions find a lead: each of them, whether it holds, and what the lead has there. */
export function WhyDialog({ lead, filter, context, onClose }: WhyDialogProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let gone = false;
    void explain(filter, lead.id).then((one) => {
      if (!gone) setAnswer(one);
    });
    return () => {
      gone = true;
    };
  }, [filter, lead.id]);
  const explained = answer && "explained" in answer ? answer.explained : null;
  const title = `Why ${leadName(lead)} is ${explained && !explained.included ? "not in" : "in"}`;
  return (
    <Dialog open onOpenChange={onClose} title={title} width="m">
      <div className="body">
        {answer === null ? <SkeletonRows rows={2} columns={2} /> : null}
        {answer && "problem" in answer ? <Note tone="bad">{answer.problem}</Note> : null}
        {explained ? <Reasons explained={explained} context={context} /> : null}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose>Close</DialogClose>
      </footer>
    </Dialog>
  );
}

function Reasons({ explained, context }: { explained: ExplainedLead; context: BuilderContext }) {
  if (explained.conditions.length === 0) return <p>This segment has no conditions, so every lead is in.</p>;
  return (
    <ul className="reasons" aria-label="Conditions">
      {explained.conditions.map((one, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names, and the list does not change
        <li key={nth} className={one.holds ? undefined : "t3"}>
          {one.holds ? (
            <Check className="i s ok" aria-label="Holds" />
          ) : (
            <X className="i s" aria-label="Does not hold" />
          )}
          <span>
            <span className="m">{askedWords(one, context)}</span>
            <span className="t2"> {hasWords(one)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

async function explain(filter: Filter, lead_id: string): Promise<Answer> {
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ filter, lead_id });
    const response = await fetch("/api/segments/explain", { method: "POST", headers, body });
    const answer: unknown = await response.json();
    // Our own route answers these shapes: app/api/contract.db.test.ts holds every answer against its schema.
    if (response.ok) return { explained: answer as ExplainedLead };
    return { problem: (answer as { detail: string }).detail };
  } catch {
    return { problem: "The reasons did not come. Check the connection and open this again." };
  }
}
