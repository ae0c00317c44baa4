"use client";

import { clsx } from "clsx";
import { Clock } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion } from "@/lib/suggestions/schema";
import { RejectDialog } from "./reject-dialog";
import type { SuggestionActions } from "./suggestion-actions";
import { SuggestionDialog } from "./suggestion-dialog";
import { doneWords, headline, lettersOf, percent, TYPE_NAMES } from "./suggestion-words";

type Opened = "draft" | "reject" | null;
type Props = {
  suggestion: Suggestion;
  actions: SuggestionActions;
  /** it can be sent as it stands, without opening it */
  oneClick?: boolean;
  /** with the lead's name, where the page is not the lead's */
  named?: boolean;
  current?: boolean;
  /** which of its dialogs is open, where the page has keys for them */
  opened?: Opened;
  onOpen?: (opened: Opened) => void;
};

/** What could be done next, why, what that rests on and how sure it is; and what to say to it. */
export function SuggestionCard({
  suggestion,
  actions,
  named = false,
  current = false,
  oneClick = false,
  ...outer
}: Props) {
  const [own, setOwn] = useState<Opened>(null);
  const [opened, open] = [outer.opened ?? own, outer.onOpen ?? setOwn];
  const { approve, snooze, busy } = useDecisions(suggestion, actions);
  const { now } = useClock();
  const { lead, type, not_before: free } = suggestion;
  const letters = lettersOf(suggestion);
  const title = headline(suggestion);
  const sending = sends(type);
  return (
    <article
      className={clsx("panel", current && "outline-2 outline-accent")}
      aria-label={`${TYPE_NAMES[type]}: ${title}`}
    >
      <header>
        <Badge tone="accent">{TYPE_NAMES[type]}</Badge>
        <h3 className="cut">{title}</h3>
        <span className="grow" />
        <span className="t3 sm whitespace-nowrap" title="How sure this is, from what people here approve">
          {percent(suggestion.confidence)} sure
        </span>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 p-3">
        {named ? (
          <p className="cut">
            <Link className="m" href={`/leads/${lead.id}`} prefetch={false}>
              {lead.name}
            </Link>
            {lead.company ? <span className="t3"> {lead.company}</span> : null}
          </p>
        ) : null}
        <p className="t2">{suggestion.reasoning}</p>
        <ul className="t3 sm" aria-label="What it rests on">
          {suggestion.evidence.map((one) => (
            <li key={one.words} className="wrap-anywhere">
              {one.words}
              {one.at ? (
                <>
                  , <RelativeTime at={one.at} focusable={false} />
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {letters.body ? <p className="line-clamp-2 t2">{letters.body}</p> : null}
        {free && Date.parse(free) > now ? (
          <p className="row t2 sm">
            <Clock className="i xs" aria-hidden="true" />
            <span>
              The guard would wait until <RelativeTime at={free} form="until" />.
            </span>
          </p>
        ) : null}
        {suggestion.error ? <p className="t2 sm">It did not go out by itself: a rule spoke against it.</p> : null}
        <div className="row g8 flex-wrap">
          {sending && oneClick ? (
            <Button variant="primary" busy={busy} onClick={approve}>
              Send as it stands
            </Button>
          ) : null}
          <Button
            variant={sending && oneClick ? "default" : "primary"}
            busy={busy}
            onClick={() => (sending ? open("draft") : approve())}
          >
            {sending ? "Read and send" : "Take on"}
          </Button>
          {sending ? null : <Button onClick={() => open("draft")}>Change</Button>}
          <Button variant="ghost" onClick={snooze}>
            Tomorrow
          </Button>
          <Button variant="ghost" onClick={() => open("reject")}>
            Reject
          </Button>
        </div>
      </div>
      {opened === "draft" ? <SuggestionDialog {...{ suggestion, actions }} close={() => open(null)} /> : null}
      {opened === "reject" ? <RejectDialog {...{ suggestion, actions }} close={() => open(null)} /> : null}
    </article>
  );
}

const dayMs = 86_400_000;

/** The decisions that need no dialog, one at a time. */
export function useDecisions(suggestion: Suggestion, actions: SuggestionActions) {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const { zone } = useClock();
  const { id, version, lead } = suggestion;
  const decide = async (work: () => ReturnType<SuggestionActions["snooze"]>, words: (done: Suggestion) => string) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const result = await work().finally(() => {
      running.current = false;
      setBusy(false);
    });
    if (result.ok) showToast({ message: words(result.output) });
    else showProblem(result.problem.detail);
  };
  return {
    busy,
    approve: () =>
      void decide(
        () => actions.approve({ id, version }),
        (done) => doneWords(done, zone),
      ),
    snooze: () =>
      void decide(
        () => actions.snooze({ id, until: new Date(Date.now() + dayMs).toISOString() }),
        () => `${lead.name} comes back tomorrow`,
      ),
  };
}
