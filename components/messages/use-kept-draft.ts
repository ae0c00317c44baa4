"use client";

import { useEffect, useState } from "react";
import type { Touch } from "@/lib/communications/schema";
import type { Contactability } from "@/lib/guard/schema";
import type { Message, OtherDraft } from "@/lib/sending/schema";
import { fromOther, fromServer, keep, readKept, readLeft } from "./kept-message";
import {
  hasWords,
  type MessageDraft,
  messageChannelOf,
  newMessage,
  replySubject,
  writableChannels,
} from "./message-draft";
import { type SaveDraft, useSavedDraft } from "./use-saved-draft";

export type KeptDraftOptions = {
  lead: { id: string; timezone?: string | null };
  userId?: string;
  contactability: Contactability | null;
  /** From a cell of the banner. */
  channel?: string;
  /** Planned for then, by their clock, as the datetime-local field has it. */
  when?: string;
  /** A message of theirs that this one answers. */
  replyTo?: Touch;
  /** A draft of the server, or a message that was taken back. */
  saved?: Message | null;
  saveDraft: SaveDraft;
};

/** What is being written, kept in this browser and on the server; an answer has a draft of its own beside the message. */
export function useKeptDraft(options: KeptDraftOptions) {
  const { lead, userId, replyTo } = options;
  const [found] = useState(() => foundFor(options));
  const [draft, setDraft] = useState(() => firstMessage(found, options));
  const saved = useSavedDraft(lead.id, draft, savingFor(options), ({ draft_id: draftId, version }) =>
    setDraft((now) => ({ ...now, draftId, version })),
  );
  const written = isWritten(draft, replyTo);
  const replyToId = replyTo?.id;
  useEffect(
    () => keep({ leadId: lead.id, userId, replyToId }, written ? draft : null),
    [lead.id, userId, draft, written, replyToId],
  );
  const take = (other: OtherDraft) => {
    const theirs = fromOther(other);
    if (!theirs) return;
    saved.take(other, theirs);
    setDraft(theirs);
  };
  return {
    draft,
    setDraft,
    saved,
    take,
    restored: found !== null && written,
    startOver: () => {
      void saved.forget(draft.draftId, draft.channel);
      setDraft(firstMessage(null, { ...options, channel: draft.channel }));
    },
    /** it went out */
    forget: () => {
      saved.stop();
      keep({ leadId: lead.id, userId, replyToId }, null);
    },
  };
}

/** This tab's text, what another tab left here, or what the server keeps; what was sent or thrown away elsewhere stays gone. */
function foundFor(options: KeptDraftOptions): MessageDraft | null {
  const { lead, userId, replyTo } = options;
  const place = { leadId: lead.id, userId, replyToId: replyTo?.id };
  const kept = readKept(place);
  if (kept) return kept;
  const [left, saved] = [readLeft(place), savedFor(options)];
  return left && (left.draftId === null || left.draftId === saved?.draftId) ? left : saved;
}

/** The server's draft does not say what it answers: it is for "Write"; an answer that was taken back is for its reply. */
const savedFor = ({ saved, replyTo }: KeptDraftOptions) =>
  (saved?.reply_to_id ?? undefined) === replyTo?.id ? fromServer(saved) : null;

/** An unfinished answer stays in this browser, or it would come back as a message that answers nothing. */
const savingFor =
  ({ saveDraft, replyTo }: KeptDraftOptions): SaveDraft =>
  async (input) =>
    replyTo && !input.draft_id ? { ok: true, output: { draft_id: null, version: null } } : saveDraft(input);

/** The subject that an answer brings along is nobody's text. */
const isWritten = (draft: MessageDraft, replyTo: Touch | undefined) =>
  hasWords(replyTo && draft.subject === replySubject(replyTo) ? { ...draft, subject: "" } : draft);

/** What was written before comes back; what was asked for now wins over it. */
function firstMessage(kept: MessageDraft | null, options: KeptDraftOptions): MessageDraft {
  const { contactability, channel, replyTo, when } = options;
  const wished = messageChannelOf(replyTo?.method ?? channel);
  const draft = kept ?? newMessage(wished ?? writableChannels(contactability?.channels)[0] ?? "email");
  const onChannel = { ...draft, ...(wished && { channel: wished }), ...(when && { later: true, when }) };
  return replyTo && !onChannel.subject ? { ...onChannel, subject: replySubject(replyTo) } : onChannel;
}
