"use client";

import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { ProblemAlert } from "@/components/outreach/refusal-alert";
import { useAttempt } from "@/components/outreach/use-attempt";
import { isTyping } from "@/components/shell/key-grammar";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { RecordCallInput } from "@/lib/communications/call-schema";
import type { Touch } from "@/lib/communications/schema";
import type { RecordCall } from "./call-actions";
import { type CallDraft, NO_CALL } from "./call-draft";
import { CallFields } from "./call-fields";
import { durationWords, readDuration } from "./duration-words";
import { outcomeAt } from "./outcome-field";
import type { PendingCall } from "./pending-call";
import { useTimeAway } from "./use-time-away";

export type CallDialogProps = {
  call: PendingCall | null;
  onClose: () => void;
  lead: { name: string };
  recordCall: RecordCall;
  onRecorded: (touch: Touch) => void;
  signInHref: string;
};

/** How a call went: outcome first, the length from the time away, then what was said. It is open when somebody comes back. */
export function CallDialog(props: CallDialogProps) {
  const { call, onClose, lead } = props;
  const form = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      open={call !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Log contact"
      subtitle={`Call, ${lead.name}`}
      width="m"
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        form.current?.querySelector<HTMLElement>("[name=outcome]")?.focus();
      }}
    >
      {call ? <CallForm key={call.contactId} {...props} call={call} form={form} /> : null}
    </Dialog>
  );
}

type FormProps = Omit<CallDialogProps, "call"> & { call: PendingCall; form: RefObject<HTMLFormElement | null> };

function CallForm({ call, onClose, recordCall, onRecorded, signInHref, form }: FormProps) {
  const [draft, setDraft] = useState<CallDraft>(NO_CALL);
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const attempt = useAttempt(
    (input: RecordCallInput) => recordCall(call.contactId, input),
    "The connection failed; try again, it will not be saved twice.",
  );
  useTimeAway(true, (seconds) =>
    setDraft((now) => (now.duration ? now : { ...now, duration: durationWords(seconds) })),
  );
  const change = (part: Partial<CallDraft>) => {
    setMissing(false);
    setDraft((now) => withLength({ ...now, ...part }, "outcome" in part, call.beganAt));
  };
  const submit = async () => {
    const { outcome } = draft;
    const seconds = readDuration(draft.duration);
    if (!outcome) return setMissing(true);
    if (seconds === undefined) return form.current?.querySelector<HTMLElement>("[name=duration]")?.focus();
    const said = {
      outcome,
      duration_seconds: seconds,
      note: note.trim() ? note : null,
      number_is_wrong: draft.numberIsWrong,
    };
    const saved = await attempt.run("free", () => said);
    if (!saved) return;
    onRecorded(saved.output);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      return void submit();
    }
    const outcome =
      isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey ? null : outcomeAt(event.key);
    if (!outcome) return;
    event.preventDefault();
    change({ outcome, numberIsWrong: outcome === "wrong_number" });
    form.current?.querySelector<HTMLElement>("[name=notes]")?.focus();
  };
  const { problem } = attempt.failure;
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <div className="body">
        <CallFields {...{ draft, change, problem }} withKeys />
        {missing ? (
          <p className="hint bad" role="alert">
            Say first what became of the call.
          </p>
        ) : null}
        <Field label="Notes" error={errorAt(problem?.errors, "note")}>
          {(ids) => (
            <Textarea
              {...ids}
              name="notes"
              rows={4}
              maxLength={100_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {problem && !problem.errors?.length ? <ProblemAlert {...{ problem, signInHref }} /> : null}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose>Later</DialogClose>
        <Button type="submit" variant="primary" keys="mod+Enter" busy={attempt.busy}>
          Save call
        </Button>
      </footer>
    </form>
  );
}

/** Where nobody saw the page left, the call lasted from its beginning until somebody says how it ended. */
function withLength(draft: CallDraft, ended: boolean, beganAt: number): CallDraft {
  if (!ended || draft.duration || draft.outcome === null) return draft;
  const seconds = Math.round((Date.now() - beganAt) / 1000);
  return seconds > 0 && seconds < 14_400 ? { ...draft, duration: durationWords(seconds) } : draft;
}
