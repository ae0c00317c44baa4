"use client";

import { type KeyboardEvent, type RefObject, useRef } from "react";
import { CampaignPicker } from "@/components/campaigns/campaign-picker";
import { useCampaigns } from "@/components/campaigns/use-campaigns";
import { DraftNote } from "@/components/drafts/draft-note";
import { ChannelPicker } from "@/components/outreach/channel-picker";
import { type ExitDoors, Exits } from "@/components/outreach/exits";
import { ReasonField } from "@/components/outreach/log-contact-fields";
import { ProblemAlert, RefusalAlert } from "@/components/outreach/refusal-alert";
import { useVerdictChanges } from "@/components/outreach/verdict-changes";
import { VerdictInline } from "@/components/outreach/verdict-inline";
import { LastTouches } from "@/components/timeline/last-touches";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { moment } from "@/components/ui/time-format";
import type { LeadAddress } from "@/lib/sending/schema";
import { AttachField } from "./attach-field";
import { howItLeaves, type MessageDraft, messageChannelOf, sendLabel, writableChannels } from "./message-draft";
import { OtherDraftNote } from "./other-draft-note";
import { missingIn, TemplatePicker } from "./template-picker";
import { type MessageFormOptions, useMessageForm } from "./use-message-form";
import { MessageFields, ToField, WhenField } from "./write-message-fields";

export type WriteMessageProps = Omit<MessageFormOptions, "lead"> & {
  onOpenChange: (open: boolean) => void;
  lead: { id: string; name: string; company?: string | null; timezone?: string | null };
  /** Where they can be written to, the first of each kind first. */
  addresses: readonly LeadAddress[];
  userId?: string;
  onAsk?: ExitDoors["onAsk"];
  signInHref?: string;
};

type Props = WriteMessageProps & { formRef: RefObject<HTMLFormElement | null> };

export function WriteMessageForm(props: Props) {
  const { lead, contactability, touches, addresses, userId, replyTo, formRef } = props;
  const { draft, change, ...form } = useMessageForm(props);
  const campaigns = useCampaigns();
  const changed = useVerdictChanges(contactability);
  const reason = useRef<HTMLInputElement>(null);
  const submit = async () => {
    if ((await form.submit()) === "reason-missing") reason.current?.focus();
  };
  const takeDraft = async () => {
    await form.takeOver();
    formRef.current?.querySelector<HTMLElement>("[name=text]")?.focus();
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
        <div className="chan-row">
          <ChannelPicker
            value={draft.channel}
            channels={contactability?.channels}
            only={replyTo ? [draft.channel] : writableChannels(contactability?.channels)}
            onChange={(channel) => change({ channel: messageChannelOf(channel) ?? draft.channel, to: "" })}
          />
          <LaterField draft={draft} change={change} />
        </div>
        <VerdictInline
          key={draft.channel}
          channel={draft.channel}
          answer={form.answer}
          userId={userId}
          isNew={changed.has(draft.channel)}
          note={form.at || form.live ? <VerdictNote at={form.at} live={form.live} /> : null}
          later={form.at !== null}
        />
        <DraftNote claim={form.claim} takeOver={takeDraft} />
        <LastTouches touches={touches} reader={{ leadName: lead.name, userId }} />
        <div className="row g12 flex-wrap items-start!">
          <ToField draft={draft} change={change} addresses={addresses} problem={form.problem} />
          <TemplatePicker leadId={lead.id} draft={draft} change={change} />
          <CampaignPicker
            className="w-44 max-[720px]:w-auto max-[720px]:flex-1"
            value={draft.campaignId ?? null}
            campaigns={campaigns}
            choose={(campaignId) => change({ campaignId })}
          />
          {draft.later ? <WhenField {...{ draft, change, lead, at: form.at, problem: form.problem }} /> : null}
        </div>
        <OtherDraftNote other={form.other} take={form.takeOther} insist={form.keepMine} />
        <MissingNote draft={draft} />
        <MessageFields draft={draft} change={change} problem={form.problem} near={form.near} />
        {draft.channel === "email" ? <AttachField files={draft.files} change={change} /> : null}
        {form.refusal ? <RefusalAlert refusal={form.refusal} userId={userId} /> : null}
        {form.problem ? <ProblemAlert problem={form.problem} signInHref={props.signInHref ?? "/sign-in"} /> : null}
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
        <Exits channel={draft.channel} answer={form.answer} userId={userId} onAsk={props.onAsk} />
        <span className="hint min-w-0">{howItLeaves(draft.channel, draft.later)}</span>
        <span className="grow" />
        <DialogClose />
        <Button
          type="submit"
          variant="primary"
          keys="mod+Enter"
          busy={form.busy}
          disabled={form.standing === "unknown" || form.closed !== null}
        >
          {form.closed ?? sendLabel(draft, form.standing)}
        </Button>
      </footer>
    </form>
  );
}

function MissingNote({ draft }: { draft: MessageDraft }) {
  const missing = missingIn(draft);
  if (missing.length === 0) return null;
  return (
    <Note>Not known of this lead: {missing.join(", ")}. Write it into the text; it does not go out like this.</Note>
  );
}

function LaterField({ draft, change }: { draft: MessageDraft; change: (part: Partial<MessageDraft>) => void }) {
  return (
    <Segmented
      label="Send"
      visibleLabel
      name="later"
      size="form"
      value={draft.later ? "later" : "now"}
      onChange={(value) => change({ later: value === "later" })}
      options={[
        { value: "now", label: "Now" },
        { value: "later", label: "Later" },
      ]}
    />
  );
}

/** What the verdict above is about, when it is not a message that goes now. */
function VerdictNote({ at, live: isLive }: { at: Date | null; live: boolean }) {
  const { now, zone } = useClock();
  const then = at ? `As of ${moment(at.toISOString(), now, zone)}. ` : "";
  const live = isLive ? "An answer to their message: the window does not apply." : "";
  return then || live ? `${then}${live}` : null;
}

/** Mod+Enter sends; Enter alone in a one-line field sends nothing by accident, and goes on from the subject to the text. */
function onKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void) {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  if (event.metaKey || event.ctrlKey) {
    event.preventDefault();
    submit();
  } else if (event.target instanceof HTMLInputElement) {
    event.preventDefault();
    if (event.target.name === "subject")
      event.currentTarget.querySelector<HTMLElement>("[name=text], .rich-text")?.focus();
  }
}
