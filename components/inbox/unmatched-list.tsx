"use client";

import { useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { reached } from "@/components/ui/reached";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { UnmatchedMessage } from "@/lib/received/schema";
import { AssignForm } from "./assign-form";
import type { UnmatchedActions } from "./inbox-actions";
import { KIND_NAMES, titleWords } from "./inbox-words";
import { UnmatchedText } from "./unmatched-text";

/** What arrived and is no lead's: somebody says whose it is, or that it is nobody's. */
export function UnmatchedList({ rows, actions }: { rows: UnmatchedMessage[]; actions: UnmatchedActions }) {
  const [giving, setGiving] = useState<UnmatchedMessage | null>(null);
  const [reading, setReading] = useState<UnmatchedMessage | null>(null);
  if (rows.length === 0)
    return (
      <EmptyState title="Everything has its place">
        A message from an address that no lead has waits here. Reps see what came to them, managers see all.
      </EmptyState>
    );
  return (
    <>
      <ul className="mails" aria-label="Unmatched messages">
        {rows.map((one) => (
          <UnmatchedRow
            key={one.id}
            one={one}
            dismiss={actions.dismiss}
            onRead={() => setReading(one)}
            onAssign={() => setGiving(one)}
          />
        ))}
      </ul>
      <Dialog
        open={reading !== null}
        onOpenChange={() => setReading(null)}
        title={reading ? titleWords(reading) : ""}
        width="l"
      >
        {reading ? (
          <UnmatchedText
            key={reading.id}
            message={reading}
            readUnmatched={actions.readUnmatched}
            onAssign={() => {
              setReading(null);
              setGiving(reading);
            }}
          />
        ) : null}
      </Dialog>
      <Dialog open={giving !== null} onOpenChange={() => setGiving(null)} title="Whose message is it?" width="s">
        {giving ? <AssignForm key={giving.id} message={giving} {...actions} onDone={() => setGiving(null)} /> : null}
      </Dialog>
    </>
  );
}

type RowProps = {
  one: UnmatchedMessage;
  dismiss: UnmatchedActions["dismiss"];
  onRead: () => void;
  onAssign: () => void;
};

function UnmatchedRow({ one, dismiss, onRead, onAssign }: RowProps) {
  const { run, busy } = useAction(async (undo: boolean) => {
    const answer = await reached(dismiss({ id: one.id, undo }));
    if (!answer.ok) showProblem(answer.problem.detail);
    else if (!undo) showToast({ message: "Dismissed: it is no lead's", onUndo: () => run(true) });
    return answer;
  });
  const from = [one.from.name, one.from.address].filter(Boolean).join(", ") || "Sender not named";
  return (
    <li className="pair">
      <div className="what">
        <span className="row">
          <span className="cut m">{from}</span>
          <span className="grow" />
          <span className="t3 sm whitespace-nowrap">
            <RelativeTime at={one.at} />
          </span>
        </span>
        <span className="cut">{titleWords(one)}</span>
        <span className="cut t3">{one.preview}</span>
        {one.kind === "bounce" || one.kind === "complaint" ? (
          <span className="t3 sm">
            It names no message that we sent, so no address was closed. Assign it to believe it.
          </span>
        ) : null}
        <span className="row sm">
          {one.kind === "human" ? null : <Badge tone="line">{KIND_NAMES[one.kind]}</Badge>}
          {one.repeats_id ? <Badge tone="wait">Another text under a known id</Badge> : null}
          <span className="t3 cut">{one.user ? `to ${one.user.name}` : one.to}</span>
        </span>
      </div>
      <div className="row">
        <Button size="small" variant="ghost" onClick={onRead}>
          Read
        </Button>
        <Button size="small" onClick={onAssign} data-inbox-row="">
          Assign
        </Button>
        <Button size="small" variant="ghost" busy={busy} onClick={() => run(false)}>
          Dismiss
        </Button>
      </div>
    </li>
  );
}
