"use client";

import { useEffect, useRef, useState } from "react";
import type { Problem } from "@/lib/guard/schema";
import type { OtherDraft, SaveDraftInput, SavedDraft } from "@/lib/sending/schema";
import type { MessageDraft } from "./message-draft";

export type SaveDraft = (
  input: SaveDraftInput,
) => Promise<{ ok: true; output: SavedDraft } | { ok: false; problem: Problem }>;

// From the first key on, not from the last: who types without a pause is kept as well.
const PAUSE = 700;
const AGAIN = 3_000;

// Of this tab, by lead: a composer that was closed and opens again goes on with the same draft, also while it is being kept.
const kept = new Map<string, SavedDraft>();
const keeping = new Map<string, Promise<unknown>>();
const NONE: SavedDraft = { draft_id: null, version: null };

/** Keeps the text on the server too, while it is typed: a closed browser loses nothing. */
export function useSavedDraft(
  leadId: string,
  draft: MessageDraft,
  saveDraft: SaveDraft,
  onSaved: (saved: SavedDraft) => void,
) {
  const [other, setOther] = useState<OtherDraft | null>(null);
  const { known, paused, written, save, again } = useSaving(leadId, draft, { saveDraft, onSaved, setOther });
  const settled = () => keeping.get(leadId) ?? Promise.resolve();
  const follow = (saved: SavedDraft, text: string) => {
    known.current = saved;
    kept.set(leadId, saved);
    written.current = text;
    paused.current = false;
    setOther(null);
    again();
  };
  return {
    /** Another text of the same writer, which is kept until they chose. */
    other,
    /** Goes on with the other text. */
    take: ({ id, version }: OtherDraft, now: MessageDraft) => follow({ draft_id: id, version }, wordsOf(now)),
    /** Goes on with this text in its place. */
    insist: ({ id, version }: OtherDraft) => follow({ draft_id: id, version }, ""),
    /** Waits for what is being kept, so that a message and its draft do not pass each other. */
    settle: async () => {
      save.cancel();
      await settled();
      return known.current.draft_id;
    },
    /** it went out, and the draft with it */
    stop: () => {
      paused.current = true;
      save.cancel();
      kept.delete(leadId);
    },
    forget: async (id: string | null, channel: MessageDraft["channel"]) => {
      save.cancel();
      await settled();
      const gone = known.current.draft_id ?? id;
      known.current = NONE;
      kept.delete(leadId);
      if (gone) await saveDraft({ draft_id: gone, lead_id: leadId, channel }).catch(() => null);
    },
  };
}

type Doors = {
  saveDraft: SaveDraft;
  onSaved: (saved: SavedDraft) => void;
  setOther: (other: OtherDraft) => void;
};

/** One save at a time, the newest text each time; one that did not arrive is tried again. */
function useSaving(leadId: string, draft: MessageDraft, doors: Doors) {
  const [turn, setTurn] = useState(0);
  const known = useRef<SavedDraft>({ draft_id: draft.draftId, version: draft.version });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const paused = useRef(false);
  const written = useRef(wordsOf(draft));
  const latest = useRef({ draft, ...doors });
  useEffect(() => {
    latest.current = { draft, ...doors };
  });
  const again = () => setTurn((times) => times + 1);
  const cancel = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };

  const saveOnce = async () => {
    const now = latest.current;
    if (paused.current || isEmpty(now.draft) || wordsOf(now.draft) === written.current) return;
    const before = written.current;
    written.current = wordsOf(now.draft);
    known.current = newest(known.current, kept.get(leadId));
    const answer = await now.saveDraft(inputOf(leadId, now.draft, known.current)).catch(() => null);
    if (answer?.ok) {
      known.current = answer.output;
      kept.set(leadId, answer.output);
      if (!paused.current) now.onSaved(answer.output);
      return again();
    }
    written.current = before;
    const found = answer && otherOf(answer.problem);
    if (!found) {
      timer.current = setTimeout(flush, AGAIN);
      return;
    }
    paused.current = true;
    now.setOther(found);
  };
  const flush = () => {
    timer.current = undefined;
    keeping.set(leadId, (keeping.get(leadId) ?? Promise.resolve()).then(saveOnce));
  };
  const closing = useRef(flush);
  closing.current = flush;

  const words = wordsOf(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn more looks for what was typed while the last one ran
  useEffect(() => {
    if (timer.current === undefined && words !== written.current) timer.current = setTimeout(closing.current, PAUSE);
  }, [words, turn]);
  // What was typed in the last moment before the composer was closed.
  useEffect(
    () => () => {
      if (timer.current === undefined) return;
      clearTimeout(timer.current);
      closing.current();
    },
    [],
  );
  return { known, paused, written, save: { cancel }, again };
}

const newest = (mine: SavedDraft, tabs: SavedDraft | undefined) =>
  tabs && (mine.draft_id === null || mine.draft_id === tabs.draft_id) ? tabs : mine;

const wordsOf = ({ channel, subject, text, html }: MessageDraft) => `${channel} ${subject} ${html ?? text}`;
const isEmpty = ({ subject, text }: MessageDraft) => (subject + text).trim() === "";

const inputOf = (leadId: string, draft: MessageDraft, { draft_id, version }: SavedDraft): SaveDraftInput => ({
  draft_id: draft_id ?? undefined,
  if_version: version ?? undefined,
  lead_id: leadId,
  channel: draft.channel,
  subject: draft.subject,
  body_text: draft.text,
  body_html: draft.channel === "email" ? draft.html : null,
});

/** The text that the refusal brings along; the command says so (lib/sending/save-draft.ts). */
function otherOf(problem: Problem): OtherDraft | null {
  if (problem.code !== "STALE" || !("other" in problem)) return null;
  return problem.other as OtherDraft;
}
