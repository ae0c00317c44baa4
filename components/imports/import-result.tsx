"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { reached } from "@/components/ui/reached";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Import } from "@/lib/lead-imports/schema";
import type { ImportActions } from "./import-actions";
import { addedHref, countsLine } from "./import-words";

type Kept = { lead_id: string; name: string };
type ResultProps = {
  one: Import;
  kept: Kept[];
  /** Leads of it that may be somebody who was there, and nobody decided yet. */
  pairs: number;
  undo: ImportActions["undo"];
};

/** What an import came to: its counts, the rows to mend, and the way back. */
export function ImportResult({ one, kept, pairs, undo }: ResultProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const added = addedHref(one);
  const back = () =>
    start(async () => {
      const result = await reached(undo({ import_id: one.id }));
      setProblem(result.ok ? null : result.problem.detail);
    });
  return (
    <section className="import-part" aria-label="Result">
      {problem ? <Note tone="bad">{problem}</Note> : null}
      {one.error ? <Note tone="bad">{one.error}</Note> : null}
      <p role="status">{countsLine(one)}</p>
      <p className="t2">
        {`By ${one.created_by.name}, `}
        {one.finished_at ? <RelativeTime at={one.finished_at} form="words" /> : null}
        {added ? (
          <>
            {". "}
            <Link className="u" href={added}>
              The leads that were added meanwhile
            </Link>
          </>
        ) : null}
      </p>
      <div className="row">
        {one.rejected > 0 ? (
          <a className="btn" href={`/api/imports/${one.id}/errors.csv`} download>
            Rejected rows as a file
          </a>
        ) : null}
        {one.state !== "undone" && one.undo_until && one.created + one.updated > 0 ? (
          <>
            <Button busy={busy} onClick={back}>
              Undo
            </Button>
            <span className="t3">
              until <RelativeTime at={one.undo_until} form="until" />
            </span>
          </>
        ) : null}
      </div>
      {one.rejected > 0 ? (
        <p className="t3">
          Mend the file and import it again: only its rows are read, and its first four columns are passed over.
        </p>
      ) : null}
      {pairs > 0 ? (
        <p>
          {pairs === 1
            ? "One new lead may be somebody you have. "
            : `${pairs.toLocaleString("en")} pairs of leads may be one person. `}
          <Link className="u" href="/leads/duplicates">
            Look through duplicates
          </Link>
        </p>
      ) : null}
      {one.state === "undone" ? (
        <p>{`${one.undone.toLocaleString("en")} leads are as they were before. Do-not-contact entries stay.`}</p>
      ) : null}
      {kept.length > 0 ? (
        <>
          <h2 className="m">Touched since, so they stay</h2>
          <ul>
            {kept.map((lead) => (
              <li key={lead.lead_id}>
                <Link href={`/leads/${lead.lead_id}`}>{lead.name}</Link>
              </li>
            ))}
          </ul>
          {one.kept > kept.length ? <p>{`And ${(one.kept - kept.length).toLocaleString("en")} more.`}</p> : null}
        </>
      ) : null}
    </section>
  );
}
