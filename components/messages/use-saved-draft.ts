"use client";

import { useEffect, useRef } from "react";
import type { SaveDraftInput } from "@/lib/sending/schema";
import type { MessageDraft } from "./message-draft";

/** The id under which the server keeps it; null: nothing is kept, or it could not be. */
export type SaveDraft = (input: SaveDraftInput) => Promise<string | null>;

const PAUSE = 2_000;

/** Keeps the text on the server too, whenever the writer pauses: a closed browser loses nothing. */
export function useSavedDraft(
  leadId: string,
  { channel, subject, text, draftId }: MessageDraft,
  saveDraft: SaveDraft,
  onSaved: (draftId: string | null) => void,
) {
  const running = useRef<Promise<string | null>>(Promise.resolve(draftId));
  const stopped = useRef(false);
  const written = useRef(`${channel} ${subject} ${text}`);
  const latest = useRef({ saveDraft, onSaved });
  useEffect(() => {
    latest.current = { saveDraft, onSaved };
  });
  useEffect(() => {
    const now = `${channel} ${subject} ${text}`;
    if (now === written.current || (subject + text).trim() === "") return;
    const timer = setTimeout(() => {
      if (stopped.current) return;
      written.current = now;
      running.current = running.current
        .then((known) =>
          latest.current.saveDraft({
            draft_id: known ?? undefined,
            lead_id: leadId,
            channel,
            subject,
            body_text: text,
          }),
        )
        .catch(() => null);
      void running.current.then((id) => (stopped.current ? undefined : latest.current.onSaved(id)));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [leadId, channel, subject, text]);

  const stop = () => {
    stopped.current = true;
  };
  return {
    /** Waits for what is being kept, so that a message and its draft do not pass each other. */
    settle: () => running.current,
    stop,
    forget: async (id: string | null, onChannel: MessageDraft["channel"]) => {
      const known = (await running.current) ?? id;
      running.current = Promise.resolve(null);
      if (known) await saveDraft({ draft_id: known, lead_id: leadId, channel: onChannel }).catch(() => null);
    },
  };
}
