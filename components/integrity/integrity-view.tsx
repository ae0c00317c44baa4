"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { wordsOf } from "@/lib/integrity/rules";
import type { IntegrityRun } from "@/lib/integrity/schema";

type Props = { last: IntegrityRun | null; start: () => ReturnType<SettingsAction<null>> };

const lookMs = 1500;

/** The newest recount: what it counted, every check with how many rows disagree, and what to do then. */
export function IntegrityView({ last, start }: Props) {
  const router = useRouter();
  const { run, busy, problem } = useAction((_: null) => start());
  const isRunning = last?.state === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), lookMs);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  const button = (
    <Button variant="primary" busy={busy || isRunning} onClick={() => run(null)}>
      {isRunning ? "Recounting" : "Recount now"}
    </Button>
  );
  if (!last)
    return (
      <div className="grid gap-4">
        {problem ? <Note tone="bad">{problem.detail}</Note> : null}
        <EmptyState title="Nothing has been recounted yet" actions={button}>
          A recount compares every figure and link that is kept twice with the ledger. It changes nothing.
        </EmptyState>
      </div>
    );
  return (
    <div className="grid max-w-4xl gap-4">
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <Note tone={last.ok === false || last.state === "failed" ? "bad" : "plain"} end={button}>
        {verdictOf(last)}
      </Note>
      <p className="t3 sm">
        Asked for by {last.started_by.name} <RelativeTime at={last.started_at} />
      </p>
      {last.counts ? <Counts counts={last.counts} /> : null}
      <Checks run={last} />
    </div>
  );
}

function verdictOf({ state, ok, checks, of, error }: IntegrityRun): string {
  if (state === "running") return `Recounting: ${checks.length} of ${of} checks done`;
  if (state === "failed") return `The recount ended early: ${error ?? "it could not be done"}`;
  const bad = checks.filter((check) => !check.ok).length;
  return ok ? `Everything agrees: ${of} of ${of} checks` : `${bad} of ${of} checks found rows that disagree`;
}

function Counts({ counts }: { counts: NonNullable<IntegrityRun["counts"]> }) {
  const shown = [
    ["Touches", counts.touches],
    ["Leads touched", counts.leads],
    ["Companies touched", counts.companies],
    ["Threads", counts.threads],
    ["Messages that arrived", counts.arrived],
  ] as const;
  return (
    <dl className="panel flex flex-wrap gap-6 p-3" aria-label="Counts">
      {shown.map(([name, count]) => (
        <div key={name}>
          <dt className="t3 sm">{name}</dt>
          <dd className="m num">{count.toLocaleString("en-US")}</dd>
        </div>
      ))}
    </dl>
  );
}

function Checks({ run }: { run: IntegrityRun }) {
  return (
    <ul className="panel mails" aria-label="Checks">
      {run.checks.map(({ name, ok, count }) => {
        const { title, says, next } = wordsOf(name);
        return (
          <li key={name} className="flex items-center gap-3 pr-4 last:border-b-0">
            <div className="what grow">
              <span className="m">{title}</span>
              <span className="t3">{says}</span>
              {ok ? null : <span className="sm">{next}</span>}
            </div>
            <Badge tone={ok ? "free" : "danger"}>{ok ? "Agrees" : `${count.toLocaleString("en-US")} disagree`}</Badge>
          </li>
        );
      })}
    </ul>
  );
}
