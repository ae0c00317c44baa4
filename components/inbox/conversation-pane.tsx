"use client";

import { AlarmClock, ArrowLeft, Reply } from "lucide-react";
import Link from "next/link";
import { messageChannelOf } from "@/components/messages/message-draft";
import { type MessageDoors, useComposer } from "@/components/messages/use-composer";
import { useAction } from "@/components/settings/use-action";
import { useShortcuts } from "@/components/shell/keyboard";
import { Button, ButtonLink } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import type { ConversationDetail } from "@/lib/conversations/schema";
import type { Contactability, Problem } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import { REPLY_CLASSES } from "@/lib/reply-classes/schema";
import type { LeadAddress, Message } from "@/lib/sending/schema";
import { ConversationMessageItem, type CorrectKind } from "./conversation-message";
import { CLASS_NAMES, titleWords } from "./inbox-words";
import { type SnoozeLead, SnoozeMenu } from "./snooze-menu";

type Answer<T> = Promise<{ ok: true; output: T } | { ok: false; problem: Problem }>;
type CorrectClass = (input: { thread_id: string; reply_class: string }) => Answer<unknown>;

export type ConversationPaneProps = {
  conversation: ConversationDetail;
  lead: Lead;
  name: string;
  contactability: Contactability | null;
  touches: Touch[];
  messages: { addresses: LeadAddress[]; draft: Message | null };
  userId: string;
  doors: MessageDoors;
  actions: { correctClass: CorrectClass; correctKind: CorrectKind; snooze: SnoozeLead };
};

/** One conversation with its answer: what was said, what it comes to, and the composer that the lead page has too. */
export function ConversationPane(props: ConversationPaneProps) {
  const { conversation, lead, name, contactability, messages, userId, doors, actions } = props;
  const touches = props.touches.filter((touch) => !touch.ended_at);
  const about = { id: lead.id, name, company: lead.company?.name, timezone: lead.timezone };
  const signInHref = `/sign-in?next=${encodeURIComponent(`/inbox?thread=${conversation.id}`)}`;
  const composer = useComposer({ lead: about, contactability, touches, userId, signInHref, ...messages, doors });
  const newest = touches.find((touch) => touch.thread_id === conversation.id && touch.direction === "inbound");
  const canWrite = messageChannelOf(conversation.channel) !== undefined;
  const reply = () => composer.open(newest ? { replyTo: newest } : { channel: messageChannelOf(conversation.channel) });
  useShortcuts(canWrite ? [{ keys: "r", label: "Reply", group: "Inbox", run: reply }] : []);
  return (
    <section className="convo" aria-labelledby="convo">
      <header>
        <ButtonLink href="/inbox" variant="ghost" size="small" icon={ArrowLeft} iconOnly className="back">
          Back to the list
        </ButtonLink>
        <div className="grow what">
          <h2 id="convo" className="cut">
            {titleWords(conversation)}
          </h2>
          <p className="cut t2">
            <Link className="u" href={`/leads/${lead.id}`}>
              {name}
            </Link>
            {lead.company ? `, ${lead.company.name}` : ""}
          </p>
        </div>
        <SnoozeMenu leadId={lead.id} name={name} snooze={actions.snooze} icon={AlarmClock} hasKey />
        {canWrite ? (
          <Button variant="primary" icon={Reply} keys="R" onClick={reply}>
            Reply
          </Button>
        ) : null}
      </header>
      <ClassLine conversation={conversation} correct={actions.correctClass} />
      <ol className="said" aria-label="Messages">
        {conversation.messages.map((one, nth) => (
          <ConversationMessageItem
            key={one.id}
            message={one}
            isNewest={nth > 0 && nth === conversation.messages.length - 1}
            correctKind={actions.correctKind}
          />
        ))}
      </ol>
      {composer.dialog}
    </section>
  );
}

function ClassLine({ conversation, correct }: { conversation: ConversationDetail; correct: CorrectClass }) {
  const { id, reply_class, evidence, corrected_by } = conversation;
  const { run } = useAction(async (chosen: string) => {
    const answer = await correct({ thread_id: id, reply_class: chosen });
    if (!answer.ok) showProblem(answer.problem.detail);
    else if (chosen === "unsubscribe")
      showToast({ message: "They are on the do-not-contact list from now on, and what waited for them is cancelled" });
    return answer;
  });
  if (reply_class === null) return null;
  const why = corrected_by ? `${corrected_by} said so` : evidence ? `by “${evidence}”` : "";
  return (
    <div className="row class">
      <Select
        frame="bar"
        aria-label="What their answer amounts to"
        key={reply_class}
        defaultValue={reply_class}
        onChange={(event) => run(event.target.value)}
        options={REPLY_CLASSES.map((value) => ({ value, label: CLASS_NAMES[value] }))}
      />
      <span className="t3 cut">{why}</span>
    </div>
  );
}
