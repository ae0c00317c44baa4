"use client";

import { Check, LoaderCircle, TriangleAlert, Undo2, X } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { showProblem } from "@/components/ui/toast";
import type { BulkAction } from "@/lib/bulk-actions/schema";
import { useBulk, type WatchedBulk } from "./bulk-provider";
import { bulkHref, outcomeWords } from "./bulk-words";
import type { BulkById } from "./undo-bulk-button";

export type BulkNoteProps = { cancel: BulkById; undo: BulkById };

/** How far the change is that this tab began, and what came of it. */
export function BulkNote({ cancel, undo }: BulkNoteProps) {
  const { watched } = useBulk();
  if (!watched) return null;
  return (
    <div className="px-4 py-2">
      {watched.ended ? <Ended action={watched.ended} undo={undo} /> : <Running watched={watched} cancel={cancel} />}
    </div>
  );
}

function Running({ watched, cancel }: { watched: WatchedBulk; cancel: BulkById }) {
  const { id, undoing, progress } = watched;
  const done = progress?.done ?? 0;
  const total = progress?.total ?? watched.total;
  const stop = async () => {
    const answer = await cancel({ bulk_action_id: id });
    if (!answer.ok) showProblem(answer.problem.detail);
  };
  return (
    <section className="note live bulknote" aria-label="Change in progress">
      <LoaderCircle className="i" aria-hidden="true" />
      <span role="status">{undoing ? "Taking it back" : "Changing leads"}</span>
      <progress max={Math.max(total, 1)} value={done} aria-label="Leads done" />
      <span className="t2">
        {`${done.toLocaleString("en")} of ${total.toLocaleString("en")}`}
        {progress?.rate ? `, ${Math.round(progress.rate).toLocaleString("en")} a second` : ""}
        {progress?.seconds_left ? `, ${leftWords(progress.seconds_left)} left` : ""}
      </span>
      <span className="grow" />
      {undoing ? null : <Button onClick={() => void stop()}>Cancel</Button>}
    </section>
  );
}

function Ended({ action, undo }: { action: BulkAction; undo: BulkById }) {
  const { watch, forget } = useBulk();
  const { id, changed, refused, state } = action;
  const failed = state === "failed" || action.undo?.state === "failed";
  const kept = action.undo?.state === "done" ? action.undo.kept : 0;
  const Icon = failed ? TriangleAlert : Check;
  const takeBack = async () => {
    const answer = await undo({ bulk_action_id: id });
    if (answer.ok) watch({ id, total: changed, undoing: true });
    else showProblem(answer.problem.detail);
  };
  return (
    <div className={failed ? "note bad bulknote" : "note bulknote"} role={failed ? "alert" : "status"}>
      <Icon className="i" aria-hidden="true" />
      <span>{outcomeWords(action)}</span>
      <span className="grow" />
      {kept > 0 ? <ButtonLink href={bulkHref(id, "kept")}>Show which stay</ButtonLink> : null}
      {kept === 0 && refused > 0 ? <ButtonLink href={bulkHref(id, "refused")}>Show why</ButtonLink> : null}
      {action.undo?.state === "open" ? (
        <Button icon={Undo2} onClick={() => void takeBack()}>
          Undo
        </Button>
      ) : null}
      <Button variant="ghost" icon={X} iconOnly onClick={forget}>
        Close
      </Button>
    </div>
  );
}

const leftWords = (seconds: number) => (seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);
