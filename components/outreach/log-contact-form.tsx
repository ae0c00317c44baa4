"use client";

import { type KeyboardEvent, type RefObject, useRef } from "react";
import { CallFields } from "@/components/calls/call-fields";
import { DraftNote } from "@/components/drafts/draft-note";
import { LastTouches } from "@/components/timeline/last-touches";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { RadioCard } from "@/components/ui/radio-card";
import type { Touch } from "@/lib/communications/schema";
import type { Channel, Contactability, Refusal } from "@/lib/guard/schema";
import { verdictWord } from "@/lib/guard/verdict-rules";
import { ChannelPicker } from "./channel-picker";
import { type ExitDoors, Exits } from "./exits";
import { DirectionField, FactFields, ReasonField, TextFields } from "./log-contact-fields";
import { type Intent, type LogDraft, primaryLabel } from "./log-draft";
import { ProblemAlert, RefusalAlert } from "./refusal-alert";
import { type LoggedTouch, type SubmitLog, useLogForm } from "./use-log-form";
import type { CheckText } from "./use-text-check";
import { useVerdictChanges } from "./verdict-changes";
import { VerdictInline } from "./verdict-inline";

export type LogContactProps = {
  onOpenChange: (open: boolean) => void;
  lead: { id: string; name: string; company?: string | null; timezone?: string | null };
  /** May change while the dialog is open; what changed is marked "new". null: the guard is being asked. */
  contactability: Contactability | null;
  /** Newest first; the first five stand in view. */
  touches: readonly Touch[];
  userId?: string;
  /** From a chord, a cell of the banner or a contact point. */
  channel?: Channel;
  intent?: Intent;
  /** What the guard has said to this already. */
  refused?: Refusal | null;
  /** A message of theirs that this answers. */
  replyTo?: Touch;
  onSubmit: SubmitLog;
  /** Asks the guard again with the text, while it is typed. */
  checkText?: CheckText;
  onLogged?: (touch: LoggedTouch) => void;
  onAsk?: ExitDoors["onAsk"];
  /** Takes what is written here on as a message for then; true: it has the text now. */
  onPlan?: (written: { channel: Channel; subject: string; text: string; until: string }) => boolean;
  signInHref?: string;
};

type Props = LogContactProps & { formRef: RefObject<HTMLFormElement | null>; onLogged: (touch: LoggedTouch) => void };

export function LogContactForm(props: Props) {
  const { lead, contactability, touches, userId, formRef, signInHref } = props;
  const { draft, change, ...form } = useLogForm({ ...props, leadId: lead.id });
  const changed = useVerdictChanges(contactability);
  const reason = useRef<HTMLInputElement>(null);
  const submit = async () => {
    const outcome = await form.submit();
    if (outcome === "reason-missing") reason.current?.focus();
  };
  const takeDraft = async () => {
    await form.takeOver();
    // The button goes, and the focus would with it.
    formRef.current?.querySelector<HTMLElement>("[name=notes]")?.focus();
  };
  const label = primaryLabel(draft, form.standing);
  const plan = (until: string) => {
    const { channel, subject, notes } = draft;
    if (props.onPlan?.({ channel, subject, text: notes, until })) form.discard();
  };
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => onKey(event, submit)}
    >
      <div className="body">
        <Intents draft={draft} change={change} />
        <div className="chan-row">
          <ChannelPicker
            value={draft.channel}
            channels={form.contactability?.channels}
            onChange={(channel) => change({ channel })}
          />
          <DirectionField draft={draft} change={change} />
        </div>
        <VerdictInline
          key={draft.channel}
          channel={draft.channel}
          answer={form.answer}
          userId={userId}
          isNew={changed.has(draft.channel)}
          note={factNote(draft, form.answer)}
        />
        <DraftNote claim={form.claim} takeOver={takeDraft} />
        <LastTouches touches={touches} reader={{ leadName: lead.name, userId }} />
        {draft.intent === "happened" && draft.channel === "call" ? (
          <CallFields draft={draft} change={change} problem={form.problem} />
        ) : null}
        {draft.intent === "happened" ? <FactFields draft={draft} change={change} problem={form.problem} /> : null}
        <TextFields draft={draft} change={change} problem={form.problem} near={form.near} />
        {form.refusal ? <RefusalAlert refusal={form.refusal} userId={userId} /> : null}
        {form.problem ? <ProblemAlert problem={form.problem} signInHref={signInHref ?? "/sign-in"} /> : null}
      </div>
      {form.standing === "needs-reason" ? (
        <div className="reason">
          <ReasonField ref={reason} reason={draft.reason} onReason={(text) => change({ reason: text })} />
        </div>
      ) : null}
      <footer>
        {form.restored ? (
          <Button variant="ghost" onClick={form.discard}>
            Discard text
          </Button>
        ) : null}
        {draft.intent === "planned" ? (
          <Exits
            channel={draft.channel}
            answer={form.answer}
            userId={userId}
            onAsk={props.onAsk}
            onPlan={props.onPlan && plan}
          />
        ) : null}
        <span className="grow" />
        <DialogClose />
        <Button
          type="submit"
          variant="primary"
          keys="mod+Enter"
          busy={form.busy}
          disabled={form.standing === "unknown"}
        >
          {label}
        </Button>
      </footer>
    </form>
  );
}

type PartProps = { draft: LogDraft; change: (part: Partial<LogDraft>) => void };

function Intents({ draft, change }: PartProps) {
  return (
    <div className="intents" role="radiogroup" aria-label="What do you want to do?">
      <RadioCard
        name="intent"
        value="planned"
        label="I'm about to contact"
        hint="Takes the slot, if the verdict allows."
        checked={draft.intent === "planned"}
        onChange={() => change({ intent: "planned" })}
      />
      <RadioCard
        name="intent"
        value="happened"
        label="It already happened"
        hint="A fact. It is never refused."
        checked={draft.intent === "happened"}
        onChange={() => change({ intent: "happened" })}
      />
    </div>
  );
}

/** A fact on a taken or blocked channel is saved in any case; say what it will be marked as. */
function factNote(draft: LogDraft, answer: ReturnType<typeof useLogForm>["answer"]): string | null {
  if (draft.intent === "planned" || draft.direction === "inbound" || !answer) return null;
  const word = verdictWord(answer, draft.channel);
  return word === "taken" || word === "blocked" ? "Your log is saved, marked as a collision." : null;
}

/** Mod+Enter sends; Enter alone in a one-line field does not take a slot by accident. */
function onKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void) {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  if (event.metaKey || event.ctrlKey) {
    event.preventDefault();
    submit();
  } else if (event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
}
