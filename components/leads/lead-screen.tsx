"use client";

import { type ReactNode, useState } from "react";
import type { RecordCall } from "@/components/calls/call-actions";
import { useNewTouches } from "@/components/live/use-live-refresh";
import { useRefreshAtEnd } from "@/components/live/use-refresh-at-end";
import { messageChannelOf } from "@/components/messages/message-draft";
import { type MessageDoors, useComposer } from "@/components/messages/use-composer";
import { isWaiting, WaitingMessages } from "@/components/messages/waiting-messages";
import { CHANNEL_KEYS, CHANNEL_NOUNS } from "@/components/outreach/channel-words";
import { LogContactDialog } from "@/components/outreach/log-contact-dialog";
import type { Intent } from "@/components/outreach/log-draft";
import type { LoggedTouch, SubmitLog } from "@/components/outreach/use-log-form";
import type { CheckText } from "@/components/outreach/use-text-check";
import { VerdictBanner } from "@/components/outreach/verdict-banner";
import { type Shortcut, useShortcuts } from "@/components/shell/keyboard";
import { ContactTimeline } from "@/components/timeline/contact-timeline";
import type { ToldActions } from "@/components/timeline/told-lines";
import type { MarkResponded } from "@/components/timeline/touch-article";
import type { LoadText } from "@/components/timeline/touch-text";
import type { LoadOlder } from "@/components/timeline/use-older-touches";
import { Button } from "@/components/ui/button";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import { CHANNELS, VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, Contactability, Problem, Refusal } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import type { LeadAddress, Message } from "@/lib/sending/schema";
import type { Tracked } from "@/lib/tracked-events/schema";
import { LeadFacts } from "./lead-facts";
import { LeadHeader } from "./lead-header";
import { leadName } from "./lead-words";
import { type FinishItem, loggedWords, useLogInAddress } from "./use-asked-log";
import { type LeadNotes, useLeadTimeline } from "./use-lead-timeline";

export type LeadScreenProps = {
  lead: Lead;
  contactability: Contactability | null;
  touches: Touch[];
  total?: number;
  hasOlder: boolean;
  userId?: string;
  logContact: SubmitLog;
  /** Asks the colleague who stands in the way on a channel. */
  requestSlot: RequestSlot;
  markResponded: MarkResponded;
  loadOlder: LoadOlder;
  loadText?: LoadText;
  /** Touches that came while the page was open. */
  newIds?: readonly string[];
  /** What happens on this lead right now: a line between the name and the verdict. */
  live?: ReactNode;
  /** How far along the lead is, and the menu that changes it. */
  status: ReactNode;
  /** The number as people read it. */
  phone?: string | null;
  /** What can be written to them, and by whom. */
  messages: {
    doors: MessageDoors;
    addresses: LeadAddress[];
    /** The reader's own draft to this lead. */
    draft: Message | null;
    mayCancelAll: boolean;
  };
  /** More facts below the lead's own. */
  facts?: ReactNode;
  /** What is said beside an address. */
  beside?: Partial<Record<"email" | "phone" | "linkedin", ReactNode>>;
  checkText?: CheckText;
  notes: LeadNotes;
  /** Says what became of a call. */
  recordCall: RecordCall;
  /** Ticks off in Today what a touch was logged for. */
  finishItem: FinishItem;
  /** What can be said of touches that somebody logged by hand. */
  told: ToldActions;
  /** What was seen of messages at their recipient, where the organization looks at it. */
  tracked?: Record<string, Tracked>;
};

type Asked = { ok: true; output: { asked: { name: string } } } | { ok: false; problem: Problem };
export type RequestSlot = (channel: Channel) => Promise<Asked>;
type Opening = {
  channel?: Channel;
  intent?: Intent;
  replyTo?: Touch;
  /** The guard has spoken against the number that was pressed; who goes on with a reason dials it then. */
  refused?: Refusal;
  dial?: boolean;
  /** what a day asks for, and this touch is */
  itemId?: string;
};

/** The lead page below its top bar: verdict, timeline, facts, and the log dialog with its keys. */
export function LeadScreen(props: LeadScreenProps) {
  const { lead, contactability, touches, userId, logContact, newIds, messages } = props;
  const [opening, setOpening] = useState<Opening | null>(null);
  useLogInAddress(setOpening);
  useRefreshAtEnd(contactability);
  const arrivedIds = useNewTouches(lead.id);
  const [loggedIds, setLoggedIds] = useState<string[]>([]);
  const name = leadName(lead);
  const editHref = `/leads/${lead.id}/edit`;
  const about = { id: lead.id, name, company: lead.company?.name, timezone: lead.timezone };
  const said = touches.filter((touch) => !touch.ended_at);
  const signInHref = `/sign-in?next=${encodeURIComponent(`/leads/${lead.id}`)}`;
  const onAsk = (channel: Channel) => askFor(channel, props.requestSlot);
  const shared = { lead: about, contactability, touches: said, userId, signInHref, onAsk };
  const composer = useComposer({ ...shared, ...messages, checkText: props.checkText });
  const more = useLeadTimeline({
    ...{ lead: about, phone: lead.phone, contactability, userId, notes: props.notes, logContact, signInHref },
    recordCall: props.recordCall,
    tracked: props.tracked,
    told: props.told,
    onRefused: (refused) => setOpening({ channel: "call", intent: "planned", refused, dial: true }),
  });
  const reply = (touch: Touch) =>
    messageChannelOf(touch.method)
      ? composer.open({ replyTo: touch })
      : setOpening({ channel: touch.method, intent: "planned", replyTo: touch });
  const contact = (channel: Channel) => setOpening({ channel, intent: "planned" });
  useShortcuts([
    { keys: "l", label: "Log contact", group: "Lead", run: () => setOpening({}) },
    ...CHANNELS.flatMap((channel): Shortcut[] => {
      const key = CHANNEL_KEYS[channel];
      const label = `Log ${CHANNEL_NOUNS[channel]}`;
      return key ? [{ keys: `l ${key}`, label, group: "Lead", run: () => setOpening({ channel }) }] : [];
    }),
  ]);
  const logged = (touch: LoggedTouch) => {
    setLoggedIds((ids) => [...ids, touch.id]);
    if (opening?.dial) return more.beginCall(touch.id);
    void loggedWords(touch, opening?.itemId, props.finishItem).then((message) => showToast({ message }));
  };
  return (
    <>
      <LeadHeader
        {...{ lead, userId, editHref, status: props.status, blocked: isBlocked(contactability) }}
        onLog={() => setOpening({})}
        onWrite={() => composer.open({})}
        onNote={more.addNote}
      >
        {props.live}
        <VerdictBanner
          contactability={contactability}
          touches={said.filter((touch) => !isWaiting(touch))}
          userId={userId}
          onContact={contact}
          onAsk={onAsk}
        />
      </LeadHeader>
      <div className="cols">
        <div className="flex flex-col">
          <ContactTimeline
            {...props}
            leadName={name}
            newIds={[...arrivedIds, ...(newIds ?? []), ...loggedIds]}
            onReply={reply}
            waiting={<WaitingMessages {...{ touches, userId, ...composer }} mayCancelAll={messages.mayCancelAll} />}
            {...more.timeline}
            emptyAction={<Button onClick={() => setOpening({})}>Log the first contact</Button>}
          />
        </div>
        <LeadFacts
          {...{ lead, editHref, phone: props.phone, onContact: contact, onCall: more.call }}
          zones={contactability?.place?.zones}
          beside={(kind) => props.beside?.[kind]}
        >
          {props.facts}
        </LeadFacts>
      </div>
      <LogContactDialog
        open={opening !== null}
        onOpenChange={(open) => setOpening(open ? {} : null)}
        {...shared}
        channel={opening?.channel}
        intent={opening?.intent}
        replyTo={opening?.replyTo}
        refused={opening?.refused}
        onSubmit={logContact}
        checkText={props.checkText}
        onLogged={logged}
        onPlan={(written) => {
          setOpening(null);
          return composer.plan(written);
        }}
      />
      {composer.dialog}
      {more.dialogs}
    </>
  );
}

async function askFor(channel: Channel, ask: RequestSlot): Promise<void> {
  const answer = await ask(channel).catch(() => null);
  if (answer?.ok) showToast({ message: `${answer.output.asked.name} is told that you ask` });
  else showProblem(`Not asked. ${answer?.problem.detail ?? "The connection failed. Try again."}`);
}

/** An entry for one channel is said in its cell; the badge is for all of them. */
function isBlocked(contactability: Contactability | null): boolean {
  const answers = VERDICT_CHANNELS.map((channel) => contactability?.channels[channel]);
  return answers.every((answer) =>
    answer?.rules.some((rule) => rule.code === "DNC_BLOCKED" && rule.result === "block"),
  );
}
