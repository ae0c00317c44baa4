"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { DncStep } from "@/lib/dnc-removals/schema";
import type { DncLifeActions } from "./dnc-actions";
import { channelWords, type DncRow } from "./dnc-list";
import { SOURCE_NAMES } from "./dnc-words";

export type OpenEntry = {
  entry: DncRow;
  steps: DncStep[];
  request: { id: string; requested_by: string; reason: string } | null;
};
export type DncMe = { id: string; mayAsk: boolean; mayDecide: boolean };
export type DncEntryDialogProps = {
  open: OpenEntry | null;
  me: DncMe;
  closedHref: string;
  actions: Pick<DncLifeActions, "request" | "approve" | "reject">;
};

/** One entry: its life so far, and taking it off the list, which takes an admin and a second person. */
export function DncEntryDialog({ open, me, closedHref, actions }: DncEntryDialogProps) {
  const router = useRouter();
  const close = () => router.push(closedHref, { scroll: false });
  return (
    <Dialog open={open !== null} onOpenChange={close} title={open?.entry.shown ?? ""} width="m">
      {open ? (
        <>
          <div className="body">
            <p className="t2">
              {channelWords(open.entry.channel) === "All" ? "All channels" : channelWords(open.entry.channel)}:{" "}
              {open.entry.reason}, {SOURCE_NAMES[open.entry.source].toLowerCase()}. Stopped {open.entry.blocked}{" "}
              {open.entry.blocked === 1 ? "send" : "sends"}.
            </p>
            {open.entry.evidence ? (
              <Note>
                Proof: <span className="m">{open.entry.evidence}</span>
              </Note>
            ) : null}
            <Steps steps={open.steps} />
            <Removal open={open} me={me} actions={actions} />
          </div>
          <footer>
            <span className="grow" />
            <DialogClose>Close</DialogClose>
          </footer>
        </>
      ) : null}
    </Dialog>
  );
}

const DONE: Record<DncStep["what"], string> = {
  added: "Added",
  requested: "Removal asked",
  approved: "Removal approved",
  rejected: "Removal rejected",
  confirmed: "Detection confirmed",
  undone: "Detection undone",
  ended: "Ended",
  removed: "Off the list",
};

function Steps({ steps }: { steps: DncStep[] }) {
  return (
    <ol className="steps" aria-label="History">
      {steps.map((step) => (
        <li key={`${step.what} ${step.at}`}>
          <span className="m">{DONE[step.what]}</span>
          <span className="t3">
            <RelativeTime at={step.at} focusable={false} />
            {step.what === "removed" || step.what === "ended" ? "" : step.by ? ` by ${step.by.name}` : " automatically"}
          </span>
          {step.reason ? <span className="t2 said">{step.reason}</span> : null}
        </li>
      ))}
    </ol>
  );
}

type RemovalProps = { open: OpenEntry; me: DncMe; actions: DncEntryDialogProps["actions"] };

function Removal({ open: { entry, request }, me, actions }: RemovalProps) {
  if (entry.revoked) return null;
  if (!request) {
    if (!me.mayAsk)
      return <p className="hint">Removing an entry takes an admin who asks and a second person who approves.</p>;
    return (
      <ReasonForm
        label="Reason for taking it off"
        hint="It goes on blocking until a second person approves"
        button="Ask for removal"
        done="A second person has to approve it now"
        action={(reason) => actions.request({ id: entry.id, reason })}
      />
    );
  }
  if (!me.mayDecide) return <Note>This waits for a manager or an admin to decide.</Note>;
  const mine = request.requested_by === me.id;
  return (
    <div className="form">
      {mine ? (
        <Note>You asked for this. A second person has to approve it; you may take it back.</Note>
      ) : (
        <Approve label={entry.shown} action={() => actions.approve({ id: entry.id })} />
      )}
      <ReasonForm
        label={mine ? "Reason for taking the request back" : "Reason for saying no"}
        button={mine ? "Take it back" : "Reject"}
        done="The entry stays"
        action={(reason) => actions.reject({ id: entry.id, reason })}
      />
    </div>
  );
}

type Answer = ReturnType<DncLifeActions["request"]>;

function Approve({ label, action }: { label: string; action: () => Answer }) {
  const { run, busy, problem } = useAction(
    () => action(),
    () => showToast({ message: `${label} is off the list` }),
  );
  return (
    <>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <div className="row">
        <Button variant="danger" busy={busy} onClick={() => run(undefined)}>
          Approve the removal
        </Button>
        <span className="t3">They can be contacted again at once.</span>
      </div>
    </>
  );
}

type ReasonFormProps = {
  label: string;
  hint?: string;
  button: string;
  done: string;
  action: (reason: string) => Answer;
};

function ReasonForm({ label, hint, button, done, action }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const { run, busy, problem } = useAction(action, () => {
    setReason("");
    showToast({ message: done });
  });
  return (
    <form
      noValidate
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        run(reason);
      }}
    >
      {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label={label} hint={hint} error={errorAt(problem?.errors, "reason")}>
        {(ids) => <Textarea {...ids} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <div className="row">
        <Button type="submit" busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  );
}
