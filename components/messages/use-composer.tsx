"use client";

import { useQueryState } from "nuqs";
import { useCallback, useEffect, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { useClock } from "@/components/ui/clock";
import { moment } from "@/components/ui/time-format";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import type { Channel, Problem } from "@/lib/guard/schema";
import { type Message, type QueuedMessage, UNDO_SECONDS } from "@/lib/sending/schema";
import { fromTakenBack, keep, readKept } from "./kept-message";
import { type MessageDraft, messageChannelOf, newMessage, quarterFrom, sentWords } from "./message-draft";
import type { SendMessage } from "./use-message-form";
import type { SaveDraft } from "./use-saved-draft";
import { WriteMessageDialog } from "./write-message-dialog";
import type { WriteMessageProps } from "./write-message-form";

export type Opening = { channel?: Channel; replyTo?: Touch; when?: string };
type Planned = { channel: Channel; subject: string; text: string; until: string };
type Changed = { ok: true; output: Message } | { ok: false; problem: Problem };

/** What the composer can do, given by the page. */
export type MessageDoors = {
  send: SendMessage;
  cancel: (id: string) => Promise<Changed>;
  markSent: (id: string) => Promise<Changed>;
  saveDraft: SaveDraft;
};

type Wishes = Pick<
  WriteMessageProps,
  "lead" | "contactability" | "touches" | "addresses" | "userId" | "signInHref" | "checkText" | "onAsk"
> & {
  doors: MessageDoors;
  /** The writer's draft that the server keeps. */
  draft: Message | null;
};

/** The composer of one lead: `E` opens it, what it sent can be taken back, and what was taken back is there to be edited. */
export function useComposer({ doors, draft, ...rest }: Wishes) {
  // What it was opened for stays while it closes: what is written belongs to that.
  const [opening, setOpening] = useState<Opening>({});
  const [isOpen, setIsOpen] = useState(false);
  const [discarded, setDiscarded] = useState(false);
  const clock = useClock();
  const { lead, userId } = rest;
  const placeOf = (replyToId?: string) => ({ leadId: lead.id, userId, replyToId });
  const open = useCallback((wish: Opening) => {
    setOpening(wish);
    setIsOpen(true);
  }, []);
  useWriteInAddress(open);
  useShortcuts([{ keys: "e", label: "Write", group: "Lead", run: () => open({}) }]);

  /** A message for when it is better, with the text that was written elsewhere; true: it was taken over, nothing else was being written. */
  const plan = ({ channel, subject, text, until }: Planned): boolean => {
    const wished = messageChannelOf(channel);
    const takes = wished !== undefined && (discarded || !draft) && readKept(placeOf()) === null;
    if (takes) keep(placeOf(), { ...newMessage(wished), subject, text });
    open({ channel, when: quarterFrom(Date.parse(until), lead.timezone ?? clock.zone) });
    return takes;
  };
  // What the page brought along is older than what is thrown away here.
  const saveDraft: SaveDraft = async (input) => {
    const answer = await doors.saveDraft(input);
    if (answer.ok) setDiscarded(answer.output.draft_id === null);
    return answer;
  };
  /** Stops it and returns its text; null when it was too late, which is said. */
  const takeBack = async (id: string): Promise<Message | null> => {
    const answer = await doors.cancel(id).catch(() => NOT_REACHED);
    if (answer.ok) return answer.output;
    showProblem(`Not cancelled. ${answer.problem.detail}`);
    return null;
  };
  const cancel = async ({ id }: Pick<Touch, "id">) => {
    if (await takeBack(id)) showToast({ message: "Message cancelled, the slot is free" });
  };
  const markSent = async ({ id }: Pick<Touch, "id">) => {
    const answer = await doors.markSent(id).catch(() => NOT_REACHED);
    if (answer.ok) showToast({ message: "Noted as sent" });
    else showProblem(`Not noted. ${answer.problem.detail}`);
  };
  const edit = async ({ id }: Pick<Touch, "id">) => {
    const saved = await takeBack(id);
    if (!saved) return;
    const replyTo = rest.touches.find((touch) => touch.id === saved.reply_to_id);
    keep(placeOf(replyTo?.id), fromTakenBack(saved, lead.timezone ?? clock.zone, clock.now));
    open({ channel: saved.channel, replyTo });
  };
  const sent = ({ id, send_at }: QueuedMessage, written: MessageDraft) => {
    const { replyTo } = opening;
    const undo = async () => {
      if (!(await takeBack(id))) return;
      keep(placeOf(replyTo?.id), { ...written, draftId: null, version: null });
      open({ channel: written.channel, replyTo });
    };
    const when = written.later ? moment(send_at, clock.now, clock.zone) : null;
    showToast({ message: sentWords(written.channel, when), onUndo: () => void undo(), seconds: UNDO_SECONDS });
  };
  const dialog = (
    <WriteMessageDialog
      {...rest}
      open={isOpen}
      onOpenChange={setIsOpen}
      channel={opening.channel}
      when={opening.when}
      replyTo={opening.replyTo}
      saved={discarded ? null : draft}
      send={doors.send}
      saveDraft={saveDraft}
      onSent={sent}
    />
  );
  return { open, plan, cancel, markSent, edit, dialog };
}

/** `?write=email` opens the composer once: that is how other pages get here. */
function useWriteInAddress(open: (opening: Opening) => void) {
  const [write, setWrite] = useQueryState("write");
  useEffect(() => {
    if (write === null) return;
    open({ channel: messageChannelOf(write) });
    void setWrite(null);
  }, [write, setWrite, open]);
}

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
