"use client";

import { useRef, useState } from "react";
import { AskedVerdict } from "@/components/outreach/asked-verdict";
import { RecentTouches } from "@/components/timeline/recent-touches";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import { channelSchema, type Problem } from "@/lib/guard/schema";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion } from "@/lib/suggestions/schema";
import type { SuggestionActions } from "./suggestion-actions";
import { AsProposed, changesOf, SuggestionFields, type Typed, typedOf } from "./suggestion-fields";
import { doneWords, TYPE_NAMES } from "./suggestion-words";

type Props = { suggestion: Suggestion; actions: SuggestionActions; close: () => void };

/** The draft to read and change; approving it carries out exactly what stands here. */
export function SuggestionDialog({ suggestion, actions, close }: Props) {
  const form = useDraft(suggestion, actions, close);
  const { typed, change, problem, reason, setReason, busy } = form;
  const sending = sends(suggestion.type);
  const refused = problem?.warnings !== undefined;
  const later = sending && suggestion.not_before !== null && suggestion.not_before > form.opened;
  return (
    <Dialog open onOpenChange={close} title={TYPE_NAMES[suggestion.type]} subtitle={suggestion.lead.name} width="m">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.approve();
        }}
      >
        <div className="body">
          <p className="t2">{suggestion.reasoning}</p>
          {sending ? <BeforeItLeaves suggestion={suggestion} /> : null}
          <SuggestionFields
            suggestion={suggestion}
            typed={typed}
            change={change}
            problemAt={(part) => errorAt(problem?.errors, `content.${part}`)}
          />
          <AsProposed suggestion={suggestion} />
          {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail} Your text is kept.</Note> : null}
          {refused && problem?.overridable ? (
            <Field label="Reason for override" hint="At least 10 characters; it stays on record">
              {(ids) => <Input {...ids} value={reason} onChange={(event) => setReason(event.target.value)} />}
            </Field>
          ) : null}
        </div>
        <footer>
          <Button variant="ghost" busy={busy} onClick={() => void form.save()}>
            Save
          </Button>
          {sending && actions.compose ? (
            <Button variant="ghost" busy={busy} onClick={() => void form.compose()}>
              Let the model write
            </Button>
          ) : null}
          <span className="grow" />
          <DialogClose />
          {later ? (
            <Button busy={busy} onClick={() => void form.approve(suggestion.not_before ?? undefined)}>
              Send when allowed
            </Button>
          ) : null}
          <Button type="submit" variant="primary" busy={busy}>
            {approveWords(sending, refused)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** The verdict as it is now and what was said last: of an answer, what the guard says of an answer. */
function BeforeItLeaves({ suggestion: { lead, type, channel, reply_to_id: replyToId } }: { suggestion: Suggestion }) {
  return (
    <>
      <AskedVerdict leadId={lead.id} channel={channelSchema.safeParse(channel).data ?? "email"} replyToId={replyToId} />
      <RecentTouches lead={lead} answering={type === "REPLY"} />
    </>
  );
}

const approveWords = (sending: boolean, refused: boolean) => {
  if (!sending) return "Take on";
  return refused ? "Approve and send anyway" : "Approve and send";
};

/** What is typed over the draft, and the two ways out: kept for later, or carried out in this very version. */
function useDraft(suggestion: Suggestion, actions: SuggestionActions, close: () => void) {
  const [typed, setTyped] = useState(() => typedOf(suggestion));
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [opened] = useState(() => new Date().toISOString());
  const running = useRef(false);
  const { zone } = useClock();
  // What was saved on the way to an approval that was refused.
  const kept = useRef(suggestion);

  const saved = async (): Promise<Suggestion | null> => {
    const wanted = changesOf(kept.current, typed);
    if (Object.keys(wanted).length === 0) return kept.current;
    const result = await actions.modify({ id: suggestion.id, version: kept.current.version, content: wanted });
    if (result.ok) kept.current = result.output;
    else setProblem(result.problem);
    return result.ok ? result.output : null;
  };
  const once = async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    await work().finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return {
    typed,
    change: (part: Typed) => setTyped((now) => ({ ...now, ...part })),
    reason,
    setReason,
    problem,
    busy,
    opened,
    compose: () =>
      once(async () => {
        const result = await actions.compose?.({ suggestion_id: suggestion.id });
        if (result?.ok) setTyped((now) => ({ ...now, subject: result.output.subject, body: result.output.body }));
        else if (result) setProblem(result.problem);
      }),
    save: () =>
      once(async () => {
        if (!(await saved())) return;
        showToast({ message: "The suggestion is changed and goes on waiting" });
        close();
      }),
    approve: (sendAt?: string) =>
      once(async () => {
        const draft = await saved();
        if (!draft) return;
        const result = await actions.approve({
          id: draft.id,
          version: draft.version,
          ...(sendAt ? { send_at: sendAt } : {}),
          ...(reason.trim() ? { override_reason: reason } : {}),
        });
        if (!result.ok) return setProblem(result.problem);
        showToast({ message: doneWords(result.output, zone) });
        close();
      }),
  };
}
