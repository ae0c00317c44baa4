"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { RecordCall } from "@/components/calls/call-actions";
import { useCallExtras } from "@/components/calls/call-extras";
import { usePhoneCall } from "@/components/calls/use-phone-call";
import { TrackedLine } from "@/components/mail/tracked-line";
import type { NoteActions } from "@/components/notes/note-actions";
import { NoteArticle } from "@/components/notes/note-article";
import { useNotes } from "@/components/notes/use-notes";
import type { SubmitLog } from "@/components/outreach/use-log-form";
import type { ContactTimelineProps } from "@/components/timeline/contact-timeline";
import type { TimelineEntry } from "@/components/timeline/group-touches";
import { askRecord } from "@/components/timeline/record-requests";
import { type ToldActions, ToldLines } from "@/components/timeline/told-lines";
import type { Contactability, Refusal } from "@/lib/guard/schema";
import type { Note } from "@/lib/notes/schema";
import type { Tracked } from "@/lib/tracked-events/schema";

/** What colleagues noted on the lead, and what can be done with it. */
export type LeadNotes = { list: Note[]; actions: NoteActions; mayDeleteAll: boolean };

type Options = {
  lead: { id: string; name: string };
  /** E.164 */
  phone: string | null;
  contactability: Contactability | null;
  userId?: string;
  notes: LeadNotes;
  logContact: SubmitLog;
  recordCall: RecordCall;
  onRefused: (refusal: Refusal) => void;
  signInHref: string;
  /** what was seen of messages at their recipient, by id; empty unless the organization looks at it */
  tracked?: Record<string, Tracked>;
  told: ToldActions;
};

/** Notes, calls and the record of a lead, as its timeline shows them, and the dialogs behind them. */
export function useLeadTimeline(options: Options) {
  const { lead, contactability, userId, signInHref } = options;
  const { list, actions, mayDeleteAll } = options.notes;
  const router = useRouter();
  const loadRecord = useMemo(() => askRecord(lead.id), [lead.id]);
  const notes = useNotes({ lead, actions, signInHref });
  const phone = usePhoneCall({ ...options, onRecorded: () => router.refresh() });
  const extras = useCallExtras({ userId, onOutcome: phone.ask, refresh: () => router.refresh(), signInHref });
  const may = (note: Note) => note.author.id === userId || mayDeleteAll;
  const timeline = {
    loadRecord,
    asOf: contactability?.as_of,
    entries: list.map((note): TimelineEntry => ({ kind: "note", id: note.id, at: note.created_at, note })),
    moreOf: (touch) => {
      const tracked = options.tracked?.[touch.id];
      if (touch.logged || touch.reply)
        return { below: <ToldLines touch={touch} userId={userId} actions={options.told} /> };
      return tracked ? { below: <TrackedLine tracked={tracked} /> } : extras.moreOf(touch);
    },
    drawEntry: (note, place) => (
      <NoteArticle
        {...{ note, userId, ...place }}
        onEdit={note.author.id === userId ? () => notes.edit(note) : undefined}
        onDelete={may(note) ? () => notes.remove(note) : undefined}
      />
    ),
  } satisfies Partial<ContactTimelineProps>;
  const dialogs = (
    <>
      {notes.dialog}
      {phone.dialog}
      {extras.dialog}
    </>
  );
  return { timeline, dialogs, addNote: notes.add, call: phone.start, beginCall: phone.begin };
}
