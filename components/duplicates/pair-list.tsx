"use client";

import Link from "next/link";
import { useTransition } from "react";
import { STATUS_NAMES } from "@/components/leads/status-words";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { reached } from "@/components/ui/reached";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { DuplicatePair, DuplicateSide } from "@/lib/duplicates/schema";
import type { Problem } from "@/lib/guard/schema";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { reasonWords } from "./duplicate-words";
import { many, mergeHref } from "./merge-words";

export type Dismiss = (input: { pair_id: string }) => Promise<{ ok: true } | { ok: false; problem: Problem }>;

/** Leads that may be one person, two by two beside each other, with why and the two answers. */
export function PairList({ pairs, dismiss }: { pairs: DuplicatePair[]; dismiss: Dismiss }) {
  if (pairs.length === 0) {
    return (
      <EmptyState title="No duplicates" actions={<ButtonLink href="/leads">Back to the leads</ButtonLink>}>
        Two leads with the same address, or nearly the same name and company, stand here until somebody says what they
        are.
      </EmptyState>
    );
  }
  return (
    <ul className="grid grid-cols-1 gap-3 p-4" aria-label="Possible duplicates">
      {pairs.map((pair) => (
        <Pair key={pair.id} pair={pair} dismiss={dismiss} />
      ))}
    </ul>
  );
}

function Pair({ pair, dismiss }: { pair: DuplicatePair; dismiss: Dismiss }) {
  const { lead, other } = pair;
  const [busy, start] = useTransition();
  const part = () =>
    start(async () => {
      const result = await reached(dismiss({ pair_id: pair.id }));
      if (result.ok) showToast({ message: `${lead.name} and ${other.name} stay two leads. Nobody is asked again.` });
      else showProblem(result.problem.detail);
    });
  return (
    <li className="panel">
      <div className="grid gap-3 p-3 sm:grid-cols-2">
        <Side side={lead} />
        <Side side={other} />
      </div>
      <div className="row flex-wrap p-3 pt-0">
        <span className="t2">They have {reasonWords(pair.reasons)}.</span>
        <span className="grow" />
        <ButtonLink href={mergeHref(lead.id, other.id)}>Merge…</ButtonLink>
        <Button variant="ghost" busy={busy} onClick={part}>
          Not a duplicate
        </Button>
      </div>
    </li>
  );
}

function Side({ side }: { side: DuplicateSide }) {
  const status = LEAD_STATUSES.find((one) => one === side.status);
  const role = [side.title, side.company].filter(Boolean).join(", ");
  return (
    <div className="grid min-w-0 content-start gap-1">
      <Link className="link m cut" href={`/leads/${side.id}`}>
        {side.name}
      </Link>
      {[role, side.email, side.phone].filter(Boolean).map((line) => (
        <span key={line} className="wrap-anywhere">
          {line}
        </span>
      ))}
      <span className="t2">
        {status ? STATUS_NAMES[status] : side.status}, {side.owner ? `with ${side.owner}` : "with nobody"}
        {", "}
        {many(side.contact_count, "contact")}
        {side.last_contacted_at ? (
          <>
            , last <RelativeTime at={side.last_contacted_at} />
          </>
        ) : null}
      </span>
    </div>
  );
}
